using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cordon.Detection.Registry;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Watches a chain's pending transactions through one endpoint, or the first of several that works: each is
/// run on the node's own EVM on top of the latest block, and what it would do goes through the detectors that look at
/// one block, and the protocols' invariants.</summary>
/// <remarks>Histories (detectors that need earlier blocks) see mined blocks only. A transaction is run on top of the
/// unmined ones of the same sender that must come before it, and of no other's; once more where one of them is
/// announced after it.</remarks>
public sealed class PendingWatch
{
    private const int AttemptsMax = 3;
    private const int Fetchers = 2;

    private readonly IReadOnlyList<RpcClient> _nodes;
    private readonly ulong _chainId;
    private readonly WatchList _watched;
    private readonly InvariantBook _invariants;
    private readonly DetectorSet _detectors;
    private readonly ForeignValues _foreign;
    private readonly PendingWatchOptions _options;
    private readonly TimeProvider _time;
    private readonly PendingCounters _counters = new();

    /// <param name="node">IPC or WebSocket is told of transactions; HTTP asks at intervals.</param>
    /// <param name="chainId">The endpoint's chain.</param>
    /// <param name="watched">The protected contracts.</param>
    /// <param name="invariants">Those of other chains are left out.</param>
    /// <param name="detectors">Of these, the ones that look at one block by itself.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">The clock of delays and timings.</param>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public PendingWatch(
        RpcClient node,
        ulong chainId,
        WatchList watched,
        IReadOnlyList<Invariant> invariants,
        DetectorSet detectors,
        PendingWatchOptions? options = null,
        TimeProvider? time = null)
        : this([node], chainId, watched, invariants, detectors, options, time)
    {
    }

    /// <param name="nodes">Endpoints of the chain, the preferred one first: when the one in use fails, the watch says
    /// so and goes on with the next, until a preferred one answers again.</param>
    /// <param name="chainId">Their chain.</param>
    /// <param name="watched">The protected contracts.</param>
    /// <param name="invariants">Those of other chains are left out.</param>
    /// <param name="detectors">Of these, the ones that look at one block by itself.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">The clock of delays and timings.</param>
    /// <param name="foreign">What the invariants compare with on other chains; null where none is followed.</param>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public PendingWatch(
        IReadOnlyList<RpcClient> nodes,
        ulong chainId,
        WatchList watched,
        IReadOnlyList<Invariant> invariants,
        DetectorSet detectors,
        PendingWatchOptions? options = null,
        TimeProvider? time = null,
        ForeignValues? foreign = null)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentOutOfRangeException.ThrowIfZero(nodes.Count);
        _options = options ?? new PendingWatchOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        (_nodes, _chainId, _watched, _detectors) = (nodes, chainId, watched, detectors);
        _foreign = foreign ?? ForeignValues.None;
        _invariants = new InvariantBook(invariants, watched, chainId);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>What has been seen, and not seen, so far.</summary>
    public PendingSummary Summary => _counters.Read();

    /// <summary>Watches until cancelled. A verdict for each transaction that was looked at, harmless ones too, or two
    /// where something can be said before all is known (<see cref="PendingVerdict.IsComplete"/>); one without a
    /// transaction for whatever cannot be seen. A lost node is reported, waited for and followed again.</summary>
    /// <remarks>A slow reader holds up simulation, never the reading of notices: the queue overflows instead, what is
    /// least urgent and comes of those who send most first, and <see cref="Summary"/> says how much.</remarks>
    public async IAsyncEnumerable<PendingVerdict> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        HeadTracker? heads = null;
        using var queue = new PendingQueue(
            _options.QueueMax, _options.ReturnMax, new FamiliarContracts(_options.CodeMax), _counters,
            () => heads?.BaseFee ?? UInt256.Zero);
        using var room = new SemaphoreSlim(_options.VerdictsMax);
        // Bounded by the room; and read by the thread that writes, where the reader waits: no time for another to wake.
        Channel<PendingVerdict> verdicts = Channel.CreateUnbounded<PendingVerdict>(
            new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });
        var blind = new BlindLog(report =>
        {
            ulong head = heads?.Current?.Number ?? 0;
            verdicts.Writer.TryWrite(new PendingVerdict(
                null, head, [PendingSignals.Blind(_chainId, head, report)], default));
        });
        await using var ring = new EndpointRing(_nodes, blind, _options.RetryDelay, _time);
        var seen = new SeenTransactions(_options.SeenMax);
        heads = new HeadTracker(ring, seen, _options, _time);
        Task[] running = Start(new Parts(ring, blind, seen, heads, queue), room, verdicts.Writer, stop.Token);
        try
        {
            await foreach (PendingVerdict verdict in verdicts.Reader.ReadAllAsync(cancellation))
            {
                if (verdict is { Transaction: not null, IsComplete: true }) room.Release();
                yield return verdict;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task[] Start(
        Parts parts, SemaphoreSlim room, ChannelWriter<PendingVerdict> verdicts, CancellationToken stop)
    {
        (EndpointRing ring, BlindLog blind, SeenTransactions seen, HeadTracker heads, PendingQueue queue) = parts;
        var senders = new SenderBook(_options.SeenMax, _options.SenderBytesMax);
        var examined = new ExaminedTransactions(_options.SeenMax);
        var intake = new PendingIntake(
            new FirstLook(_watched, _chainId), seen, senders, examined, queue, _counters, _time);
        var bodies = new BodyFetcher(ring, intake, _options, _time);
        var follower = new MempoolFollower(ring, intake, bodies, _counters, blind, _options, _time);
        var runner = new NodeRunner(ring, blind);
        var codes = new CodeBook(ring, _options.CodeMax);
        var predecessors = new Predecessors(senders, seen, runner, ring, blind, _options);

        List<Task> running = [heads.RunAsync(stop), follower.RunAsync(stop)];
        if (_nodes.Count > 1) running.Add(ring.RunAsync(stop));
        for (int i = 0; i < Fetchers; i++) running.Add(bodies.RunAsync(stop));
        for (int i = 0; i < _options.Workers; i++)
        {
            // A token's transfer reaches whom it names; what waits is not to wait for what may not be needed.
            bool AsksAll(PendingTransaction transaction) => transaction.Rank < PendingRank.Routine && queue.Count == 0
                && _invariants.Everything.Calls.Count <= _options.EagerCallsMax;

            var inspection = new PendingInspection(_detectors, new PendingBlock(_chainId), blind);
            var examiner = new PendingExaminer(
                runner, new InvariantJudge(_invariants, _foreign), AsksAll, inspection, examined, queue, blind,
                _time);
            var worker = new PendingWorker(
                queue, seen, senders, predecessors, examined, heads, codes, examiner, ring, _counters, _options,
                _time);
            running.Add(worker.RunAsync(room, verdicts, AttemptsMax, stop));
        }

        var sample = new PendingInspection(_detectors, new PendingBlock(_chainId), blind);
        _ = Task.Run(() => new RecordedAttack().InspectOftenAsync(sample, _time, stop), CancellationToken.None);
        Task[] all = [.. running];
        _ = EndWithFirstAsync(all, verdicts);
        return all;
    }

    // None ends by itself: one that does has failed, and the reader must hear of it.
    private static async Task EndWithFirstAsync(Task[] running, ChannelWriter<PendingVerdict> verdicts)
    {
        Task ended = await Task.WhenAny(running);
        verdicts.TryComplete(ended.Exception?.InnerException);
    }

    private sealed record Parts(
        EndpointRing Ring, BlindLog Blind, SeenTransactions Seen, HeadTracker Heads, PendingQueue Queue);
}
