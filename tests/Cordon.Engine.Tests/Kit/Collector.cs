using System.Text;
using System.Text.Json;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reorgs;

namespace Cordon.Engine.Tests.Kit;

/// <summary>Keeps everything a scan delivers, as text that two scans can be compared by.</summary>
internal sealed class Collector : IScanSink
{
    public List<string> Lines { get; } = [];

    public List<Signal> Signals { get; } = [];

    public List<Incident> Incidents { get; } = [];

    public List<ulong> Blocks { get; } = [];

    public EngineState? State { get; private set; }

    /// <summary>What a reader of the whole output is left with: signals not retracted.</summary>
    public SortedDictionary<string, string> NetSignals { get; } = [];

    /// <summary>Likewise the incidents, in their latest version, those withdrawn left out.</summary>
    public SortedDictionary<string, string> NetIncidents { get; } = [];

    public Func<ScannedBlock, ValueTask>? OnBlock { get; init; }

    public async ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
    {
        if (OnBlock is { } action) await action(block);
        Blocks.Add(block.Link.Number);
        State = block.State;
        foreach (Signal signal in block.Retracted) Take(signal);
        foreach (Signal signal in block.Signals) Take(signal);
        foreach (Incident incident in block.Incidents) Take(incident);
    }

    public static string Text(Incident incident) => Json(writer => IncidentJson.Write(writer, incident));

    public static string Text(Signal signal) => Json(writer => SignalJson.Write(writer, signal));

    private void Take(Signal signal)
    {
        Signals.Add(signal);
        Lines.Add(Text(signal));
        if (signal.Retracted) NetSignals.Remove(signal.Id);
        else NetSignals[signal.Id] = Text(signal);
    }

    private void Take(Incident incident)
    {
        Incidents.Add(incident);
        Lines.Add(Text(incident));
        if (incident.State == IncidentState.Retracted) NetIncidents.Remove(incident.Id);
        else NetIncidents[incident.Id] = Text(incident);
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, SignalJson.WriterOptions)) write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
