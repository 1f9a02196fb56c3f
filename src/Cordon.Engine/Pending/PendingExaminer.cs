using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Invariants;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reading;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Examines one pending transaction at a time: the node runs it, then facts, detectors and invariants. One a
/// worker: it keeps the memory of a block.</summary>
internal sealed class PendingExaminer(
    NodeRunner runner,
    InvariantBook invariants,
    DetectorSet detectors,
    PendingBlock form,
    BlindLog blind,
    TimeProvider time)
{
    private readonly BlockReader _reader = new();
    private readonly FactExtractor _extractor = new();
    private readonly BlockFacts _facts = new();
    private readonly SignalBuffer _signals = new();

    /// <summary>The verdict on top of a head.</summary>
    /// <exception cref="RpcException">The node cannot be reached.</exception>
    public async Task<PendingVerdict> ExamineAsync(
        PendingTransaction transaction, BlockHeader head, long takenAt, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        var named = new InvariantAnswers(invariants.Of(transaction.Protocols));
        Task<SimulatedCalls?> early = named.Calls.Count > 0
            ? runner.SimulateAsync(transaction, named.Calls, cancellation)
            : Task.FromResult<SimulatedCalls?>(null);
        using RpcPayload? trace = await runner.TraceAsync(transaction, cancellation);
        SimulatedCalls? simulated = await early;
        if (trace is null && simulated is null) // the logs of a simulation are better than nothing
        {
            named = new InvariantAnswers(invariants.All);
            simulated = await runner.SimulateAsync(transaction, named.Calls, cancellation);
        }

        TimeSpan simulating = time.GetElapsedTime(begun);
        long detecting = time.GetTimestamp();
        _signals.Clear();
        bool wasRead =
            (trace is not null && TryRead(transaction, () => form.WithTrace(transaction, head, trace.Json.Span)))
            || (simulated is not null && TryRead(
                transaction, () => form.WithLogs(transaction, head, simulated, named.Calls.Count)));
        if (wasRead) Inspect();
        List<InvariantChange> changes = [.. Changes(named, simulated)];
        TimeSpan detected = time.GetElapsedTime(detecting);

        long later = time.GetTimestamp();
        if (wasRead && trace is not null) changes.AddRange(await TouchedAsync(transaction, cancellation));
        simulating += time.GetElapsedTime(later);
        foreach (InvariantChange change in changes.Where(change => wasRead && change.IsBreak))
            InvariantSignals.Add(_facts, 0, change, _signals);

        TimeSpan fetch = time.GetElapsedTime(transaction.NoticedAt, transaction.FetchedAt);
        TimeSpan wait = time.GetElapsedTime(transaction.FetchedAt, takenAt);
        return new PendingVerdict(transaction, head.Number, [.. _signals.Signals.Select(PendingSignals.Of)],
            new PendingTimings(fetch, wait, time.GetElapsedTime(takenAt, begun) + simulating, detected))
        {
            WasSimulated = wasRead,
        };
    }

    private bool TryRead(PendingTransaction transaction, Func<ReadOnlyMemory<byte>> write)
    {
        try
        {
            _reader.Read(write(), $"pending transaction {transaction.Hash}", _facts.Data);
            _extractor.Extract(_facts);
            return true;
        }
        catch (Exception e) when (e is FormatException or BlockFormatException)
        {
            blind.Report(new BlindReport("readable simulations", e.Message, ["what pending transactions do"]));
            return false;
        }
    }

    private void Inspect()
    {
        foreach (IDetector detector in detectors.Stateless)
        {
            try
            {
                detector.Inspect(_facts, _signals);
            }
            catch (Exception failure)
            {
                BlindSignals.Add(_facts, detector.Name, failure, _signals);
            }
        }
    }

    private static IEnumerable<InvariantChange> Changes(InvariantAnswers asked, SimulatedCalls? simulated)
    {
        int views = asked.Calls.Count;
        if (simulated?.Returned[views] is null) return []; // not run, or undone as a whole
        return asked.Judge(place => simulated.Returned[place])
            .Zip(asked.Judge(place => simulated.Returned[views + 1 + place]),
                (before, after) => new InvariantChange(before.Invariant, before.Reading, after.Reading));
    }

    // What the transaction reached without naming it, as only the call tree shows.
    private async Task<IEnumerable<InvariantChange>> TouchedAsync(
        PendingTransaction transaction, CancellationToken cancellation)
    {
        var reached = new InvariantAnswers(
            invariants.Of(invariants.Touched(_facts).Where(name => !transaction.Protocols.Contains(name))));
        if (reached.Calls.Count == 0 || _facts.Data.Transactions.Status[0] == TransactionStatus.Failed) return [];
        SimulatedCalls? simulated = await runner.SimulateAsync(transaction, reached.Calls, cancellation);
        return Changes(reached, simulated);
    }
}
