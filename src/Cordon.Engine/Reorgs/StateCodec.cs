using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Detection.Registry;
using Cordon.Domain.Ports;
using Cordon.Engine.Correlation;

namespace Cordon.Engine.Reorgs;

/// <summary>Turns states into bytes and back, each under its own name so that one can change alone.</summary>
public static class StateCodec
{
    /// <summary>Name under which the incidents are kept.</summary>
    public const string IncidentsName = "incidents";

    /// <summary>Name under which is kept what the source was said to lack.</summary>
    public const string AnnouncedName = "blind";

    /// <summary>Saves what differs from <paramref name="before"/> (all of it where that is null).</summary>
    public static ImmutableDictionary<string, ReadOnlyMemory<byte>> Save(
        EngineState state, EngineState? before, DetectorSet detectors)
    {
        var saved = ImmutableDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>();
        for (int i = 0; i < detectors.Histories.Length; i++)
        {
            if (before is not null && ReferenceEquals(before.Histories[i], state.Histories[i])) continue;
            ArrayBufferWriter<byte> bytes = new();
            detectors.Histories[i].Save(state.Histories[i], bytes);
            saved.Add(detectors.Histories[i].Name, bytes.WrittenMemory);
        }

        if (before is null || !ReferenceEquals(before.Incidents, state.Incidents))
        {
            ArrayBufferWriter<byte> bytes = new();
            IncidentBookCodec.Save(state.Incidents, bytes);
            saved.Add(IncidentsName, bytes.WrittenMemory);
        }

        if (before is null || !ReferenceEquals(before.Announced, state.Announced))
            saved.Add(AnnouncedName, JsonSerializer.SerializeToUtf8Bytes(state.Announced.ToArray()));

        return saved.ToImmutable();
    }

    /// <summary>Returns the state that results when saved parts are laid over <paramref name="state"/>.</summary>
    /// <exception cref="InvalidDataException">A part was saved by another version of its detector.</exception>
    public static EngineState Load(
        EngineState state, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> saved, DetectorSet detectors)
    {
        ImmutableArray<object> histories = state.Histories;
        for (int i = 0; i < detectors.Histories.Length; i++)
        {
            HistoryStage stage = detectors.Histories[i];
            if (saved.TryGetValue(stage.Name, out ReadOnlyMemory<byte> bytes))
                histories = histories.SetItem(i, stage.Load(bytes.Span));
        }

        return new EngineState(
            histories,
            saved.TryGetValue(IncidentsName, out ReadOnlyMemory<byte> incidents)
                ? IncidentBookCodec.Load(incidents)
                : state.Incidents,
            saved.TryGetValue(AnnouncedName, out ReadOnlyMemory<byte> announced)
                ? Announced(announced.Span)
                : state.Announced);
    }

    private static ImmutableSortedSet<string> Announced(ReadOnlySpan<byte> saved)
    {
        try
        {
            string[] names = JsonSerializer.Deserialize<string[]>(saved) ?? [];
            return ImmutableSortedSet.Create(StringComparer.Ordinal, names);
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"what was not seen cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Turns a stored timeline into entries with states.</summary>
    internal static IEnumerable<TimelineEntry> Restore(
        StoredTimeline stored, EngineState initial, DetectorSet detectors)
    {
        EngineState state = initial;
        foreach (StoredBlock block in stored.Blocks)
        {
            if (block.States.Count > 0) state = Load(state, block.States, detectors);
            BlockLink link = new(block.Chain, block.Number, block.Hash, block.ParentHash);
            yield return new TimelineEntry(link, state, block.Signals, block.Incidents);
        }
    }
}
