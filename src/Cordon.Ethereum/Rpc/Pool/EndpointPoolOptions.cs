using System.ComponentModel.DataAnnotations;

namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>How a pool judges its endpoints.</summary>
public sealed record EndpointPoolOptions
{
    /// <summary>The chain every endpoint must serve (EIP-155); null adopts what most of them answer.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>Blocks an endpoint may be behind the best one before it is asked last.</summary>
    [Range(0, 10_000)]
    public int LagBlocksMax { get; init; } = 3;

    /// <summary>Rounds through the endpoints before a call fails for good.</summary>
    [Range(1, 100)]
    public int RoundsMax { get; init; } = 3;

    /// <summary>Rest of an endpoint after its first failure in a row; doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RestAfterFailure { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest rest after failures; also the longest Retry-After that is waited for.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RestMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Rest of an endpoint that was outvoted about the content of a block.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RestAfterOutvoted { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two looks at every endpoint's chain id and head.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time an endpoint has to answer such a look.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
