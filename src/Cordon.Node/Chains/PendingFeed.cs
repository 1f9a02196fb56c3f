using System.Runtime.CompilerServices;
using Cordon.Detection.Registry;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Engine.Pending;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Node.Chains;

/// <summary>Watches the pending transactions of the best endpoint, and of the next one when that is lost.</summary>
internal sealed class PendingFeed(
    IReadOnlyList<RpcClient> lines, ulong chain, WatchList watched, IReadOnlyList<Invariant> invariants,
    DetectorSet detectors, NodeOptions options, TimeProvider time)
{
    private const string Transactions = "pending transactions";

    private PendingWatch? _watch;

    /// <summary>What the present watch has seen and not seen; null before the first.</summary>
    public PendingSummary? Summary => _watch?.Summary;

    /// <summary>Watches until cancelled.</summary>
    public async IAsyncEnumerable<PendingVerdict> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int line = 0; ; line = (line + 1) % lines.Count)
        {
            _watch = new PendingWatch(lines[line], chain, watched, invariants, detectors, options.Pending, time);
            await foreach (PendingVerdict verdict in _watch.WatchAsync(cancellation))
            {
                yield return verdict;
                if (lines.Count > 1 && SaysLost(verdict)) break; // another endpoint may hear of them
            }

            await Task.Delay(options.RetryDelay, time, cancellation);
        }
    }

    private static bool SaysLost(PendingVerdict verdict) => verdict.Transaction is null
        && verdict.Signals.Any(signal => Sight.IsAbout(signal, Transactions));
}
