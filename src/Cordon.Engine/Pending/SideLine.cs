using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>A second connection to an endpoint, for what is asked at the same moment: there are nodes that answer one
/// connection's questions one after the other. Where it cannot be had, the first one is asked. Thread-safe.</summary>
internal sealed class SideLine : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20); // above a client's own

    private readonly RpcClient _main;
    private readonly RpcClient? _side;
    private readonly TimeProvider _time;
    private long _failedAt;

    /// <param name="main">Belongs to the caller. HTTP has as many connections as it needs by itself.</param>
    public SideLine(RpcClient main, TimeProvider time)
    {
        (_main, _time) = (main, time);
        if (main.CanSubscribe) _side = main.Beside();
    }

    /// <summary>Asks what only reads: it may be asked twice.</summary>
    /// <exception cref="RpcException">As that of the first connection.</exception>
    public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation)
    {
        if (_side is null || IsResting) return await _main.CallRawAsync(call, cancellation);
        try
        {
            return await _side.CallRawAsync(call, cancellation);
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Connection or RpcFailure.RateLimited)
        {
            Volatile.Write(ref _failedAt, Math.Max(_time.GetTimestamp(), 1));
            return await _main.CallRawAsync(call, cancellation);
        }
    }

    public ValueTask DisposeAsync() => _side?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool IsResting => Volatile.Read(ref _failedAt) is > 0 and long at && _time.GetElapsedTime(at) < Pause;
}
