using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Notes when the node announces each block, so that a finding's delay can be told.</summary>
internal sealed class BlockClock(RpcClient node, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, TaskCompletionSource<long>> _arrivals = [];

    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (HeadNotice head in node.SubscribeHeadsAsync(cancellation: cancellation))
                Of(head.Header.Number).TrySetResult(time.GetTimestamp());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The demo is over.
        }
    }

    /// <summary>
    /// Time from the block's announcement to <paramref name="timestamp"/>; zero when the scanner saw it earlier.
    /// </summary>
    public async Task<TimeSpan> SinceArrivalAsync(ulong block, long timestamp, CancellationToken cancellation)
    {
        long arrival = await Of(block).Task.WaitAsync(cancellation);
        return arrival < timestamp ? time.GetElapsedTime(arrival, timestamp) : TimeSpan.Zero;
    }

    private TaskCompletionSource<long> Of(ulong block)
    {
        lock (_lock)
        {
            if (!_arrivals.TryGetValue(block, out TaskCompletionSource<long>? arrival))
            {
                arrival = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
                _arrivals.Add(block, arrival);
            }

            return arrival;
        }
    }
}
