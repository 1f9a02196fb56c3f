using System.Collections.Concurrent;
using Cordon.Detection.Registry;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>A watch that runs beside a test and keeps its verdicts.</summary>
internal sealed class RunningWatch : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentQueue<PendingVerdict> _verdicts = new();
    private readonly Task _running;

    public RunningWatch(
        RpcClient node, WatchList watched, IReadOnlyList<Invariant> invariants, PendingWatchOptions? options = null,
        ulong chain = LiveArena.ChainId)
        : this([node], watched, invariants, options, chain)
    {
    }

    public RunningWatch(
        IReadOnlyList<RpcClient> nodes, WatchList watched, IReadOnlyList<Invariant> invariants,
        PendingWatchOptions? options = null, ulong chain = LiveArena.ChainId, ForeignValues? foreign = null)
    {
        // The invariants after the call tree, unless a test wants it otherwise: so it is known what comes first.
        options ??= new PendingWatchOptions { EagerCallsMax = 0 };
        Watch = new PendingWatch(nodes, chain, watched, invariants, DetectorRegistry.Create(watched), options,
            foreign: foreign);
        _running = RunAsync();
    }

    public PendingWatch Watch { get; }

    public IReadOnlyCollection<PendingVerdict> Verdicts => _verdicts;

    public IEnumerable<Signal> Blind => _verdicts
        .Where(verdict => verdict.Transaction is null)
        .SelectMany(verdict => verdict.Signals);

    public Task<PendingVerdict> VerdictOnAsync(Hash256 hash) =>
        UntilAsync(() => _verdicts.FirstOrDefault(verdict => verdict.Transaction?.Hash == hash));

    public Task<PendingVerdict> LastVerdictOnAsync(Hash256 hash) => UntilAsync(
        () => _verdicts.FirstOrDefault(verdict => verdict.Transaction?.Hash == hash && verdict.IsComplete));

    /// <summary>All that was said about a transaction, once all is said.</summary>
    public async Task<IReadOnlyList<Signal>> SignalsOnAsync(Hash256 hash)
    {
        await LastVerdictOnAsync(hash);
        return [.. _verdicts.Where(verdict => verdict.Transaction?.Hash == hash).SelectMany(v => v.Signals)];
    }

    public async Task<T> UntilAsync<T>(Func<T?> find) where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Patience);
        while (true)
        {
            if (find() is { } found) return found;
            if (_running.IsCompleted) await _running;
            await Task.Delay(5, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (PendingVerdict verdict in Watch.WatchAsync(_stop.Token)) _verdicts.Enqueue(verdict);
    }
}
