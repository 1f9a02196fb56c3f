using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Notes when the node announces each block, so that a finding's delay can be told.</summary>
internal sealed class BlockClock(RpcClient node, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, TaskCompletionSource<long>> _arrivals = [];
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the node announces every block from now on.</summary>
    public Task Subscribed => _subscribed.Task;

    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (HeadNotice head in node.SubscribeHeadsAsync(() => _subscribed.TrySetResult(), cancellation))
            {
                long now = time.GetTimestamp();
                for (ulong block = head.MissedFrom ?? head.Header.Number; block <= head.Header.Number; block++)
                    Of(block).TrySetResult(now);
            }
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
