using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>The endpoints of one chain, of which one is in use: the first of them that has not just failed. When it
/// fails, the next one is used, and whoever follows the old one is told; so it is when a preferred one answers again.
/// Safe for several threads.</summary>
/// <remarks>Everything asked through it only reads, so that it may be asked twice.</remarks>
internal sealed class EndpointRing : IRpcCaller, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<RpcClient> _endpoints;
    private readonly SideLine[] _sides;
    private readonly bool[] _isDown;
    private readonly BlindLog _blind;
    private readonly ReturnPauses _pauses;
    private CancellationTokenSource _use = new();
    private int _current;

    /// <param name="endpoints">At least one, the preferred one first.</param>
    /// <param name="blind">Told of each that fails while another takes over.</param>
    /// <param name="retryDelay">Pause before one that failed is looked at again; doubled while it fails soon after.
    /// </param>
    public EndpointRing(
        IReadOnlyList<RpcClient> endpoints, BlindLog blind, TimeSpan retryDelay, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfZero(endpoints.Count);
        (_endpoints, _blind) = (endpoints, blind);
        _sides = [.. endpoints.Select(endpoint => new SideLine(endpoint, time))];
        _isDown = new bool[endpoints.Count];
        _pauses = new ReturnPauses(endpoints.Count, retryDelay, time);
    }

    /// <summary>How often another endpoint was taken into use: what was learnt about one does not hold for the next.
    /// </summary>
    public int Changes { get; private set; }

    /// <summary>The endpoint in use, and what is cancelled when it no longer is.</summary>
    public (RpcClient Node, CancellationToken InUse) Current
    {
        get
        {
            lock (_lock) return (_endpoints[_current], _use.Token);
        }
    }

    /// <inheritdoc/>
    public Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default) =>
        _endpoints.Count == 1
            ? _endpoints[0].CallRawAsync(call, cancellation)
            : TryAllAsync(node => node.CallRawAsync(call, cancellation));

    /// <summary>As <see cref="CallRawAsync"/>, over another connection to the same endpoint: not to be answered after
    /// what was asked there.</summary>
    public Task<RpcPayload> CallBesideAsync(RpcCall call, CancellationToken cancellation) =>
        _endpoints.Count == 1
            ? _sides[0].CallRawAsync(call, cancellation)
            : TryAllAsync(node => _sides[PlaceOf(node)].CallRawAsync(call, cancellation));

    /// <inheritdoc/>
    public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
        _endpoints.Count == 1
            ? _endpoints[0].CallBatchAsync(calls, cancellation)
            : TryAllAsync(node => node.CallBatchAsync(calls, cancellation));

    /// <summary>An endpoint has failed: another one is used, if there is one.</summary>
    /// <returns>Whether one is in use now that is not known to have failed; it is tried all the same.</returns>
    public bool Leave(RpcClient failed, string why)
    {
        CancellationTokenSource? left = null;
        bool isBetter;
        lock (_lock)
        {
            int place = PlaceOf(failed);
            if (!_isDown[place]) _pauses.Failed(place);
            _isDown[place] = true;
            int next = Array.IndexOf(_isDown, false);
            isBetter = next >= 0;
            if (!isBetter) next = (place + 1) % _endpoints.Count;
            if (place == _current && next != place) left = Use(next);
        }

        if (_endpoints.Count > 1)
        {
            _blind.Report(new BlindReport(
                NameOf(failed), why, ["nothing, as long as another endpoint of the chain answers"]));
        }

        left?.Cancel();
        left?.Dispose();
        return isBetter;
    }

    /// <summary>An endpoint answers.</summary>
    public void Works(RpcClient node)
    {
        lock (_lock)
        {
            int place = PlaceOf(node);
            if (!_isDown[place]) return;
            _isDown[place] = false;
        }

        _blind.Recovered(NameOf(node));
    }

    /// <summary>Looks at endpoints that failed, until cancelled. Of the preferred ones the first that answers and is
    /// not behind the one in use is used again; of the others it is known from then on that they work.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _pauses.WaitAsync(cancellation);
            for (int place = 0; place < _endpoints.Count; place++)
            {
                if (IsToTry(place) && await IsLevelAsync(place, cancellation)) Answers(place);
            }
        }
    }

    /// <summary>The endpoints belong to the caller.</summary>
    public async ValueTask DisposeAsync()
    {
        _use.Dispose();
        foreach (SideLine side in _sides) await side.DisposeAsync();
    }

    private bool IsToTry(int place)
    {
        lock (_lock) return place != _current && _isDown[place] && _pauses.IsOver(place);
    }

    // One that was away may have to catch up with the chain first.
    private async Task<bool> IsLevelAsync(int place, CancellationToken cancellation)
    {
        ulong found;
        try
        {
            found = await _endpoints[place].BlockNumberAsync(cancellation);
        }
        catch (RpcException)
        {
            lock (_lock) _pauses.Failed(place);
            return false;
        }

        try
        {
            return found >= await Current.Node.BlockNumberAsync(cancellation);
        }
        catch (RpcException)
        {
            return true; // whatever answers is better
        }
    }

    private void Answers(int place)
    {
        CancellationTokenSource? left = null;
        lock (_lock)
        {
            _pauses.Returned(place);
            if (place < _current) left = Use(place);
        }

        Works(_endpoints[place]);
        left?.Cancel();
        left?.Dispose();
    }

    // Under the lock; what is returned is to be cancelled outside of it.
    private CancellationTokenSource Use(int place)
    {
        CancellationTokenSource left = _use;
        (_use, _current) = (new CancellationTokenSource(), place);
        Changes++;
        return left;
    }

    private async Task<T> TryAllAsync<T>(Func<RpcClient, Task<T>> ask)
    {
        for (int attempt = 1; ; attempt++)
        {
            RpcClient node = Current.Node;
            try
            {
                return await ask(node);
            }
            catch (RpcException e) when (e is not RpcErrorException && e.IsOutage)
            {
                if (!Leave(node, e.What) || attempt >= _endpoints.Count) throw;
            }
        }
    }

    private int PlaceOf(RpcClient node)
    {
        int place = 0;
        while (_endpoints[place] != node) place++;
        return place;
    }

    private static string NameOf(RpcClient node) => $"endpoint {node.Endpoint}";
}
