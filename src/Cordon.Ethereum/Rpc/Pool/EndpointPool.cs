namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>Several endpoints of one chain that answer as one: of those in good health the nearest kind is asked (IPC
/// before WebSocket before HTTP), and of one kind the healthiest; failures move on to the next.</summary>
/// <remarks>
/// An endpoint rests after a failure, for as long as it asks for or with doubling pauses; it is asked last while it
/// lags, and never while it serves another chain. After a failure it comes behind all that are in good health until it
/// has answered again, a call or the look at intervals; then a nearer one is asked first as before. What the
/// operator should know is reported.
/// Only for calls that may be asked twice; a transaction is safe in this sense, since its hash is fixed.
/// </remarks>
public sealed class EndpointPool : IRpcCaller, IAsyncDisposable
{
    private const int IdleRoundsMax = 20;

    private readonly PooledEndpoint[] _endpoints;
    private readonly EndpointPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<EndpointReport>? _onReport;
    private readonly EndpointProbe _probe;

    /// <summary>Takes over the clients, which it disposes.</summary>
    /// <param name="onReport">Called when an endpoint's state changes or endpoints disagree, on the thread that
    /// noticed.</param>
    public EndpointPool(
        IEnumerable<RpcClient> clients,
        EndpointPoolOptions? options = null,
        TimeProvider? time = null,
        Action<EndpointReport>? onReport = null)
    {
        _onReport = onReport;
        _options = options ?? new EndpointPoolOptions();
        _time = time ?? TimeProvider.System;
        _endpoints = [.. clients.Select(client => new PooledEndpoint(client, _options, _time))];
        if (_endpoints.Length == 0) throw new ArgumentException("A pool needs at least one endpoint.", nameof(clients));
        _probe = new EndpointProbe(_endpoints, _options, _time, Report);
    }

    /// <summary>Makes a pool of endpoints given as text.</summary>
    /// <exception cref="FormatException">One of them cannot be read.</exception>
    public static EndpointPool Of(
        IEnumerable<string> endpoints,
        RpcClientOptions? clientOptions = null,
        EndpointPoolOptions? options = null,
        TimeProvider? time = null,
        Action<EndpointReport>? onReport = null) =>
        new([.. endpoints.Select(text => new RpcClient(RpcEndpoint.Parse(text), clientOptions, time))],
            options, time, onReport);

    public IReadOnlyList<EndpointHealth> Health => [.. _endpoints.Select(endpoint => endpoint.Health)];

    /// <summary>The clients, in the order given; for subscriptions, which belong to one endpoint.</summary>
    public IReadOnlyList<RpcClient> Clients => [.. _endpoints.Select(endpoint => endpoint.Client)];

    /// <inheritdoc/>
    public Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return AskAsync(call.Method, client => client.CallRawAsync(call, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfZero(calls.Count);
        return AskAsync(calls[0].Method, client => client.CallBatchAsync(calls, cancellation), cancellation);
    }

    /// <summary>Looks at every endpoint's chain id and head now, rather than at the next interval.</summary>
    public Task ProbeAsync(CancellationToken cancellation = default) => _probe.RunAsync(cancellation);

    /// <summary>Asks all other endpoints about a block that one of them delivered, and reports any disagreement. An
    /// endpoint outvoted by more than half of all rests; with two, both are reported and neither is believed.</summary>
    /// <param name="ours">The block as it was delivered.</param>
    public async Task<BlockComparison> CompareBlockAsync(
        ulong number, BlockView ours, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ours);
        await _probe.EnsureAsync(cancellation);
        BlockView?[] others = await Task.WhenAll(_endpoints
            .Where(endpoint => endpoint.Name != ours.Endpoint && endpoint.IsUsable)
            .Select(endpoint => BlockQuestion.AskAsync(endpoint, number, cancellation)));
        BlockComparison comparison = BlockComparison.Of(number, [ours, .. others.OfType<BlockView>()]);
        if (!comparison.Agree) Accuse(comparison);
        return comparison;
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync();
        foreach (PooledEndpoint endpoint in _endpoints) await endpoint.Client.DisposeAsync();
    }

    private async Task<T> AskAsync<T>(string method, Func<RpcClient, Task<T>> ask, CancellationToken cancellation)
    {
        await _probe.EnsureAsync(cancellation);
        var failures = new Dictionary<PooledEndpoint, RpcException>();
        for (int round = 0, idle = 0; ;)
        {
            var tried = new HashSet<PooledEndpoint>();
            while (Pick(method, tried) is { } endpoint)
            {
                tried.Add(endpoint);
                long start = _time.GetTimestamp();
                try
                {
                    T answer = await ask(endpoint.Client);
                    if (endpoint.Succeed(_time.GetElapsedTime(start))) ReportRecovery(endpoint);
                    return answer;
                }
                catch (RpcException e) when (e is not RpcErrorException { IsDeterministic: true })
                {
                    failures[endpoint] = e;
                    NoteFailure(endpoint, method, e);
                }
            }

            // A round in which all were still resting after another call's failure is none, within reason.
            bool isOver = tried.Count > 0 ? ++round == _options.RoundsMax : ++idle == IdleRoundsMax;
            if (isOver || !CanStillAnswer(method) || AreRefusals(failures)) throw Exhausted(method, failures);
            await RestAsync(method, cancellation);
        }
    }

    private PooledEndpoint? Pick(string method, HashSet<PooledEndpoint> tried) => _endpoints
        .Where(endpoint => endpoint.IsUsable && endpoint.Offers(method) && !tried.Contains(endpoint))
        .OrderBy(endpoint => endpoint.IsLagging)
        .ThenBy(endpoint => !endpoint.IsHealthy)
        .ThenByDescending(endpoint => endpoint.Client.Endpoint.Kind) // from the farthest to the nearest
        .ThenByDescending(endpoint => Math.Round(endpoint.Health.Score, 1)) // coarse, or endpoints alternate
        .ThenBy(endpoint => endpoint.Health.Latency)
        .FirstOrDefault();

    private bool CanStillAnswer(string method) =>
        Array.Exists(_endpoints, endpoint => endpoint.WrongChainId is null && endpoint.Offers(method));

    private RpcErrorException? RefusalOf(string method) =>
        _endpoints.Select(endpoint => endpoint.RefusalOf(method)).FirstOrDefault(refusal => refusal is not null);

    // All that answer have understood and refuse: to ask them once more at once would change nothing.
    private static bool AreRefusals(Dictionary<PooledEndpoint, RpcException> failures) =>
        failures.Count > 0 && failures.Values.All(failure => failure.Failure == RpcFailure.NodeError);

    private Task RestAsync(string method, CancellationToken cancellation)
    {
        TimeSpan wait = _endpoints
            .Where(endpoint => endpoint.WrongChainId is null && endpoint.Offers(method))
            .Min(endpoint => endpoint.RestLeft);
        if (wait < _options.RestAfterFailure) wait = _options.RestAfterFailure; // an error answer needs time as well
        return Task.Delay(wait < _options.RestMax ? wait : _options.RestMax, _time, cancellation);
    }

    private void NoteFailure(PooledEndpoint endpoint, string method, RpcException failure)
    {
        if (failure is RpcErrorException { IsMethodMissing: true } refusal) endpoint.NoteMissing(method, refusal);
        else if (endpoint.Fail(failure)) Report(EndpointReportKind.Failing, [endpoint.Name], failure.Message);
    }

    private RpcException Exhausted(string method, Dictionary<PooledEndpoint, RpcException> failures)
    {
        if (_endpoints.Length == 1 && failures.Count == 1) return failures.Values.First();
        if (AreRefusals(failures)) return failures.Values.First();
        if (!CanStillAnswer(method) && RefusalOf(method) is { } refusal) return refusal; // learnt by another call
        IEnumerable<string> states = _endpoints.Select(endpoint =>
            $"{endpoint.Name}: {Describe(endpoint, method, failures.GetValueOrDefault(endpoint))}");
        string asked = _endpoints.Length == 1 ? "the only endpoint" : $"all {_endpoints.Length} endpoints";
        bool areImplausible = failures.Values.Any(failure => failure.Failure == RpcFailure.Implausible);
        return new RpcException(areImplausible ? RpcFailure.Implausible : RpcFailure.NoEndpoint, method, asked,
            string.Join("; ", states), "Repair one of them, or add another.");
    }

    private static string Describe(PooledEndpoint endpoint, string method, RpcException? failure) => failure switch
    {
        { } => failure.What,
        null when endpoint.WrongChainId is { } wrong => $"serves chain {wrong}",
        null when !endpoint.Offers(method) => "does not offer the method",
        _ => "resting after earlier failures",
    };

    private void ReportRecovery(PooledEndpoint endpoint) =>
        Report(EndpointReportKind.Recovered, [endpoint.Name], $"{endpoint.Name} answers again");

    private void Accuse(BlockComparison comparison)
    {
        string[] all = [.. comparison.Views.Select(view => view.Endpoint)];
        string[] outvoted = comparison.Trusted.Count == 0 ? [] : [.. all.Except(comparison.Trusted)];
        foreach (PooledEndpoint endpoint in _endpoints)
        {
            if (outvoted.Contains(endpoint.Name)) endpoint.Rest(_options.RestAfterOutvoted);
        }

        string verdict = outvoted.Length > 0
            ? $"{string.Join(", ", outvoted)} is outvoted by {string.Join(", ", comparison.Trusted)}"
            : "no majority decides, so neither can be relied on";
        Report(EndpointReportKind.Disagreement, outvoted.Length > 0 ? outvoted : all,
            $"block {comparison.Number}: {string.Join(" and ", all)} disagree on {comparison.Difference}; {verdict}",
            comparison.Number);
    }

    private void Report(
        EndpointReportKind kind, IReadOnlyList<string> endpoints, string message, ulong? block = null) =>
        _onReport?.Invoke(new EndpointReport(kind, endpoints, message, block, _time.GetUtcNow()));
}
