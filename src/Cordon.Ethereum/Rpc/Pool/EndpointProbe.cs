namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>Looks at every endpoint's chain id and head at intervals, in the background after the first time.</summary>
internal sealed class EndpointProbe(
    PooledEndpoint[] endpoints,
    EndpointPoolOptions options,
    TimeProvider time,
    Action<EndpointReportKind, IReadOnlyList<string>, string, ulong?> report) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private ulong? _chainId = options.ChainId;
    private long _last; // timestamp of the latest look; 0 before the first
    private Task _background = Task.CompletedTask;

    /// <summary>Waits for the first look; later ones, when due, run beside the calls.</summary>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        long last = Volatile.Read(ref _last);
        if (last != 0 && time.GetElapsedTime(last) < options.ProbeInterval) return;
        if (last == 0) await RunAsync(cancellation);
        else if (_background.IsCompleted) _background = RunAsync(_closing.Token);
    }

    /// <summary>Looks at all endpoints now.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        long before = Volatile.Read(ref _last);
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_last != before) return; // another caller has just done it
            (ulong Chain, ulong Head)?[] answers =
                await Task.WhenAll(endpoints.Select(endpoint => LookAsync(endpoint, cancellation)));
            _chainId ??= answers.OfType<(ulong Chain, ulong Head)>().GroupBy(answer => answer.Chain)
                .OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;
            for (int i = 0; i < endpoints.Length; i++)
            {
                if (answers[i] is { } answer) JudgeChain(endpoints[i], answer.Chain, answer.Head);
            }

            ulong best = endpoints.Where(e => e.WrongChainId is null).Max(e => e.Head) ?? 0;
            foreach (PooledEndpoint endpoint in endpoints) JudgeLag(endpoint, best);
            Volatile.Write(ref _last, Math.Max(time.GetTimestamp(), 1));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        try
        {
            await _background;
        }
        catch (OperationCanceledException)
        {
            // Closing is what cancelled it.
        }

        _closing.Dispose();
        _turn.Dispose();
    }

    private async Task<(ulong Chain, ulong Head)?> LookAsync(PooledEndpoint endpoint, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ProbeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            Task<ulong> chain = endpoint.Client.ChainIdAsync(either.Token);
            Task<ulong> head = endpoint.Client.BlockNumberAsync(either.Token);
            long begun = time.GetTimestamp();
            await Task.WhenAll(chain, head);
            // Others are asked meanwhile: only here can it prove itself.
            bool isSound = endpoint.IsHealthy || !endpoint.IsUsable;
            if (!isSound && endpoint.Succeed(time.GetElapsedTime(begun)))
                report(EndpointReportKind.Recovered, [endpoint.Name], $"{endpoint.Name} answers again", null);
            return (await chain, await head);
        }
        catch (RpcException e)
        {
            if (endpoint.Fail(e)) report(EndpointReportKind.Failing, [endpoint.Name], e.Message, null);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            string what = $"no answer to a health check within {options.ProbeTimeout.TotalSeconds:0.###} s";
            var late = new RpcException(RpcFailure.Timeout, "eth_chainId", endpoint.Name, what, "It is left to rest.");
            if (endpoint.Fail(late)) report(EndpointReportKind.Failing, [endpoint.Name], late.Message, null);
            return null;
        }
    }

    private void JudgeChain(PooledEndpoint endpoint, ulong chain, ulong head)
    {
        endpoint.Head = head;
        ulong? wrong = chain == _chainId ? null : chain;
        if (wrong == endpoint.WrongChainId) return;
        endpoint.WrongChainId = wrong;
        if (wrong is null)
            report(EndpointReportKind.Recovered, [endpoint.Name],
                $"{endpoint.Name} serves chain {_chainId} again", null);
        else
            report(EndpointReportKind.WrongChain, [endpoint.Name],
                $"{endpoint.Name} serves chain {wrong}, not {_chainId}: it is not asked", null);
    }

    private void JudgeLag(PooledEndpoint endpoint, ulong best)
    {
        if (endpoint.Head is not { } head || endpoint.WrongChainId is not null) return;
        bool lags = head + (ulong)options.LagBlocksMax < best;
        if (lags == endpoint.IsLagging) return;
        endpoint.IsLagging = lags;
        if (lags)
            report(EndpointReportKind.Lagging, [endpoint.Name],
                $"{endpoint.Name} is {best - head} blocks behind (at {head}, best {best}): it is asked last", head);
        else
            report(EndpointReportKind.Recovered, [endpoint.Name], $"{endpoint.Name} has caught up", head);
    }
}
