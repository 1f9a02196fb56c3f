using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;

namespace Cordon.Engine.Pipeline;

/// <summary>The part of a scan that goes block by block: reorganisations, histories, correlation, output.</summary>
internal sealed class ScanSequencer
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<ulong, Timeline> _timelines = [];
    private readonly Dictionary<(string, string), BlindReport> _blind = [];
    private readonly Dictionary<ulong, List<BlindReport>> _lacking = []; // by chain, what its source said it lacks
    private readonly ScannedBlock _block = new();
    private readonly List<Incident> _changed = [];
    private readonly DetectorSet _detectors;
    private readonly Correlator _correlator;
    private readonly ScanOptions _options;
    private readonly IScanSink _sink;
    private readonly EngineState _initial;
    private readonly Func<Signal, Address?> _senderOf; // one delegate, not one a block
    private readonly long _begun;
    private TimeSpan _reported = -ProgressInterval;
    private long _blocks;
    private long _transactions;
    private long _signals;
    private long _retracted;

    public ScanSequencer(DetectorSet detectors, ScanOptions options, ScanStart start, IScanSink sink)
    {
        (_detectors, _options, _sink) = (detectors, options, sink);
        _correlator = new Correlator(options.Correlation, options.Watched);
        _senderOf = SenderOf;
        _initial = EngineState.Begin(detectors.Histories.Select(stage => stage.Initial));
        _begun = options.Time.GetTimestamp();
        FirstSequence = start.Skip;
        foreach (StoredTimeline stored in start.Timelines)
            TimelineOf(stored.Chain).Restore(StateCodec.Restore(stored, _initial, detectors));
    }

    public long FirstSequence { get; }

    /// <summary>Takes the next block: nothing of it is remembered unless the sink took it.</summary>
    public async ValueTask TakeAsync(BlockSlot slot, CancellationToken cancellation)
    {
        BlockData data = slot.Facts.Data;
        BlockLink link = new(data.ChainId, data.Number, data.Hash, data.ParentHash);
        Timeline timeline = TimelineOf(link.Chain);
        int replaced = timeline.Place(link, slot.Origin);

        _block.Clear();
        _block.Facts = slot.Facts;
        EngineState before = timeline.StateBefore(replaced);
        if (replaced > 0) Retract(timeline.Latest(replaced), before.Incidents);
        ImmutableSortedSet<string> announced = Announce(before.Announced, slot);
        ImmutableArray<object> histories = Advance(before.Histories, slot);
        IReadOnlyList<Signal> signals = InTransactionOrder(slot.Signals);
        _changed.Clear();
        IncidentBook incidents = _correlator.Advance(
            before.Incidents, link, data.Timestamp, signals, _senderOf, _changed, DetectedAt(data.Timestamp));
        foreach (Incident incident in _changed) Put(incident);

        EngineState state = new(histories, incidents, announced);
        if (histories == before.Histories && ReferenceEquals(incidents, before.Incidents)
            && ReferenceEquals(announced, before.Announced)) state = before;
        (_block.Sequence, _block.Link, _block.Origin) = (slot.Sequence, link, slot.Origin);
        (_block.Signals, _block.Changed, _block.Before, _block.State) = (signals, _changed, before, state);
        await _sink.TakeAsync(_block, cancellation);

        timeline.Drop(replaced);
        timeline.Push(new TimelineEntry(link, state, [.. signals], [.. _changed]));
        Settle(timeline.Oldest.Histories);
        Count(slot, data.Number, signals.Count);
    }

    /// <summary>What has been done so far.</summary>
    public ScanSummary Summary => new()
    {
        Blocks = _blocks,
        Transactions = _transactions,
        Signals = _signals,
        Retracted = _retracted,
        Gaps = _timelines.Values.Sum(timeline => timeline.Gaps),
        Blind = [.. _blind.Values],
        Elapsed = _options.Time.GetElapsedTime(_begun),
    };

    /// <summary>Reports the last progress.</summary>
    public void Finish() => _options.Progress?.Invoke(new ScanProgress(
        _blocks, _transactions, _signals, _block.Link.Number, _options.Time.GetElapsedTime(_begun)));

    private Timeline TimelineOf(ulong chain)
    {
        if (_timelines.TryGetValue(chain, out Timeline? timeline)) return timeline;
        timeline = new Timeline(_initial, _options.ReorgDepthMax, _options.Continuity);
        _timelines.Add(chain, timeline);
        return timeline;
    }

    // Whatever the dropped blocks changed is told again as it is without them.
    private void Retract(ReadOnlySpan<TimelineEntry> dropped, IncidentBook remaining)
    {
        for (int i = dropped.Length - 1; i >= 0; i--)
        {
            _block.DroppedList.Add(dropped[i].Link);
            foreach (Signal signal in dropped[i].Signals) _block.RetractedList.Add(signal with { Retracted = true });
            foreach (Incident incident in dropped[i].Incidents)
            {
                if (_block.IncidentList.Exists(known => known.Id == incident.Id)) continue; // a later block's is newer
                Put(remaining.Find(incident.Id)
                    ?? incident with { State = IncidentState.Retracted, MergedInto = null });
            }
        }

        _retracted += _block.RetractedList.Count;
    }

    private void Put(Incident incident)
    {
        int index = _block.IncidentList.FindIndex(known => known.Id == incident.Id);
        if (index < 0) _block.IncidentList.Add(incident);
        else _block.IncidentList[index] = incident;
    }

    private ImmutableArray<object> Advance(ImmutableArray<object> states, BlockSlot slot)
    {
        object[]? changed = null; // one copy a block, however many of them change
        for (int i = 0; i < states.Length; i++)
        {
            object next = AdvanceOne(_detectors.Histories[i], states[i], slot);
            if (ReferenceEquals(next, states[i])) continue;
            changed ??= [.. states];
            changed[i] = next;
        }

        return changed is null ? states : ImmutableCollectionsMarshal.AsImmutableArray(changed);
    }

    private DateTimeOffset? DetectedAt(ulong timestamp) =>
        _options.LiveSince is { } since && timestamp >= (ulong)Math.Max(0, since.ToUnixTimeSeconds())
            ? _options.Time.GetUtcNow() : null;

    private void Settle(ImmutableArray<object> oldest)
    {
        for (int i = 0; i < oldest.Length; i++) _detectors.Histories[i].Settle(oldest[i]);
    }

    // The source says once what it lacks. On a branch where that has not been said (its block was reorganised away)
    // the next block says it again; what an earlier run kept as said is not repeated.
    private ImmutableSortedSet<string> Announce(ImmutableSortedSet<string> announced, BlockSlot slot)
    {
        ulong chain = slot.Facts.Data.ChainId;
        if (!_lacking.TryGetValue(chain, out List<BlindReport>? lacking)) _lacking.Add(chain, lacking = []);
        foreach (BlindReport report in slot.Blind)
        {
            _blind.TryAdd((report.Missing, report.Cause), report);
            if (report.ConcernsOneBlock) BlindSignals.Add(slot.Facts, report, Severity.Medium, slot.Signals);
            else lacking.Add(report);
        }

        foreach (BlindReport report in lacking)
        {
            if (announced.Contains(report.Missing)) continue;
            BlindSignals.Add(slot.Facts, report, Severity.Medium, slot.Signals);
            announced = announced.Add(report.Missing);
        }

        AddGaps(slot, announced);
        return announced;
    }

    private void AddGaps(BlockSlot slot, ImmutableSortedSet<string> announced)
    {
        foreach (BlindReport report in RecordingGaps.Of(slot.Facts.Data))
        {
            if (announced.Contains(report.Missing)) continue; // the source said so, and why, once for all
            BlindSignals.Add(slot.Facts, report, Severity.Info, slot.Signals);
            _blind.TryAdd((report.Missing, report.Cause), report);
        }

        if (!slot.Facts.Data.Transactions.LogsDisagree.Span.Contains(true)) return;
        BlindSignals.AddDisagreement(slot.Facts, slot.Signals);
        _blind.TryAdd((RecordingGaps.LogsDisagree.Missing, ""), RecordingGaps.LogsDisagree);
    }

    private static object AdvanceOne(HistoryStage stage, object state, BlockSlot slot)
    {
        try
        {
            return stage.Advance(state, slot.Facts, slot.Signals);
        }
        catch (Exception failure)
        {
            BlindSignals.Add(slot.Facts, stage.Name, failure, slot.Signals);
            return state;
        }
    }

    private static IReadOnlyList<Signal> InTransactionOrder(SignalBuffer buffer) => buffer.Count < 2
        ? buffer.Signals
        : [.. buffer.Signals.OrderBy(signal => signal.Index ?? int.MaxValue)];

    private Address? SenderOf(Signal signal)
    {
        BlockData data = _block.Facts.Data;
        for (int tx = 0; tx < data.Transactions.Count; tx++)
        {
            if (data.Transactions.Hash[tx] != signal.Tx) continue;
            AccountId sender = data.Transactions.From[tx];
            return sender.IsNone ? null : data.Accounts[sender];
        }

        return null;
    }

    private void Count(BlockSlot slot, ulong number, int signals)
    {
        _blocks++;
        _transactions += slot.Facts.Data.Transactions.Count;
        _signals += signals;
        if (_options.Progress is not { } progress) return;
        TimeSpan elapsed = _options.Time.GetElapsedTime(_begun);
        if (elapsed - _reported < ProgressInterval) return;
        _reported = elapsed;
        progress(new ScanProgress(_blocks, _transactions, _signals, number, elapsed));
    }
}
