using Cordon.Cli.Output;
using Cordon.Cli.Report;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Ethereum;

namespace Cordon.Cli.Scanning;

/// <summary>Takes what a scan finds: filters it, writes it, counts it, and hands it to the report.</summary>
internal sealed class SignalOutput(
    ISignalWriter writer, ScanRequest request, ReportCollector? report) : IScanSink
{
    // The engine's own statement about what cannot be seen, which concerns every contract. The summary has it too.
    private const string Blind = "blind";

    private readonly HashSet<Address> _contracts = [.. request.Contracts];
    private readonly long[] _written = new long[Enum.GetValues<Severity>().Length];

    /// <summary>True once a signal was as grave as was asked to fail on, and not withdrawn.</summary>
    public bool Fails => _failing.Count > 0;

    /// <summary>Signals written, withdrawn ones apart.</summary>
    public long Written => _written.Sum();

    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);

    /// <summary>Signals written of one severity.</summary>
    public long Count(Severity severity) => _written[(int)severity];

    public ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
    {
        foreach (Signal signal in block.Retracted) Take(signal);
        foreach (Signal signal in block.Signals) Take(signal);
        report?.Take(block);
        if (block.Retracted.Count > 0 || block.Signals.Count > 0) writer.Flush(); // somebody may wait for them
        return ValueTask.CompletedTask;
    }

    private void Take(Signal signal)
    {
        if (!IsWanted(signal)) return;
        if (signal.Retracted) _failing.Remove(signal.Id);
        else if (signal.Severity >= request.FailOn) _failing.Add(signal.Id);
        if (signal.Severity < request.MinSeverity) return;

        if (!signal.Retracted) _written[(int)signal.Severity]++;
        writer.Write(signal);
    }

    private bool IsWanted(Signal signal) =>
        _contracts.Count == 0 || signal.Detector == Blind || signal.Subjects.Any(_contracts.Contains);
}
