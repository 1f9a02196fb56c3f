using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts;

/// <summary>Leaves a node alone that asks for it, as often as is sensible in a row.</summary>
internal sealed class Patience(TimeProvider time)
{
    private const int WaitsMax = 8;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private int _waits;

    /// <summary>Whether the node is only too busy, and waiting has not been in vain too often; counts.</summary>
    public bool Allows(RpcException busy) => busy.Failure == RpcFailure.RateLimited && ++_waits <= WaitsMax;

    /// <summary>Waits as long as the node asks, within bounds.</summary>
    public Task WaitAsync(RpcException busy, CancellationToken cancellation)
    {
        TimeSpan asked = busy.RetryAfter ?? TimeSpan.FromSeconds(1 << Math.Min(_waits, 4));
        return Task.Delay(asked < WaitMax ? asked : WaitMax, time, cancellation);
    }

    /// <summary>The node has answered.</summary>
    public void Reset() => _waits = 0;
}
