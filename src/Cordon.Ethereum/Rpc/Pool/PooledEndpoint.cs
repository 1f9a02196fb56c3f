namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>An endpoint of a pool and what is known about its health. Safe for concurrent use.</summary>
internal sealed class PooledEndpoint(RpcClient client, EndpointPoolOptions options, TimeProvider time)
{
    private const double ScoreGain = 0.2; // weight of the latest call in the moving averages
    private const double ScoreLoss = 0.5;
    private const double ScoreHealthyMin = 0.5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, RpcErrorException> _missingMethods = new(StringComparer.Ordinal);
    private double _score = 1;
    private TimeSpan _latency;
    private int _failuresInARow;
    private TimeSpan _rest; // from _restsSince on, whatever becomes of the time of day
    private long _restsSince;

    public RpcClient Client { get; } = client;

    public string Name { get; } = client.Endpoint.ToString();

    public ulong? Head { get; set; }

    public bool IsLagging { get; set; }

    /// <summary>The wrong chain it serves; null while it is not known to serve one.</summary>
    public ulong? WrongChainId { get; set; }

    /// <summary>How long it is still to be left alone; zero or less where it is not.</summary>
    public TimeSpan RestLeft
    {
        get { lock (_lock) return _rest - time.GetElapsedTime(_restsSince); }
    }

    public bool IsUsable => WrongChainId is null && RestLeft <= TimeSpan.Zero;

    /// <summary>Its latest answer was good, and so were most before it.</summary>
    public bool IsHealthy
    {
        get { lock (_lock) return _failuresInARow == 0 && _score >= ScoreHealthyMin; }
    }

    public EndpointHealth Health
    {
        get { lock (_lock) return new EndpointHealth(Name, _score, _latency, Head, IsUsable); }
    }

    public bool Offers(string method) => RefusalOf(method) is null;

    /// <summary>What the endpoint answered when it was asked for a method it lacks; null while it is not known to lack
    /// it.</summary>
    public RpcErrorException? RefusalOf(string method)
    {
        lock (_lock) return _missingMethods.GetValueOrDefault(method);
    }

    public void NoteMissing(string method, RpcErrorException refusal)
    {
        lock (_lock) _missingMethods.TryAdd(method, refusal);
    }

    /// <summary>Notes a good answer; true when the endpoint was failing before.</summary>
    public bool Succeed(TimeSpan latency)
    {
        lock (_lock)
        {
            bool hasRecovered = _failuresInARow > 0;
            _failuresInARow = 0;
            _score += (1 - _score) * ScoreGain;
            _latency = _latency == default ? latency : _latency + ((latency - _latency) * ScoreGain);
            return hasRecovered;
        }
    }

    /// <summary>Notes a failure and lets the endpoint rest; true when it worked before.</summary>
    public bool Fail(RpcException failure)
    {
        lock (_lock)
        {
            _score *= ScoreLoss;
            if (failure.Failure == RpcFailure.NodeError) return false; // it answers, if only to refuse
            _failuresInARow++;
            double doublings = Math.Pow(2, Math.Min(_failuresInARow - 1, 30));
            TimeSpan rest = failure.RetryAfter ?? options.RestAfterFailure * doublings;
            RestLocked(rest < options.RestMax ? rest : options.RestMax);
            return _failuresInARow == 1;
        }
    }

    public void Rest(TimeSpan duration)
    {
        lock (_lock)
        {
            _score *= ScoreLoss;
            RestLocked(duration);
        }
    }

    private void RestLocked(TimeSpan duration)
    {
        if (duration > RestLeft) (_rest, _restsSince) = (duration, time.GetTimestamp());
    }
}
