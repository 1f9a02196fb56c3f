using System.ComponentModel.DataAnnotations;

namespace Cordon.Arena.Nodes;

/// <summary>How a local node runs.</summary>
public sealed record AnvilOptions
{
    /// <summary>Seconds between blocks; null mines only when asked to.</summary>
    [Range(1, 3600)]
    public int? BlockTimeSeconds { get; init; }

    /// <summary>Name of the rules, such as <c>cancun</c>; null takes the node's newest.</summary>
    public string? Hardfork { get; init; }

    public TransactionOrder Order { get; init; } = TransactionOrder.Fees;

    /// <summary>Whether every instruction is recorded, which struct-log tracers need and which costs memory.</summary>
    public bool TracesSteps { get; init; }

    /// <summary>Path of a socket to serve as well; null for none.</summary>
    public string? IpcPath { get; init; }

    /// <summary>The time of the chain's first block; null for now.</summary>
    public DateTimeOffset? GenesisTime { get; init; }

    /// <summary>The gas of a block; as large as on mainnet.</summary>
    [Range(1_000_000, 1_000_000_000)]
    public long BlockGas { get; init; } = 60_000_000;

    [Range(1, long.MaxValue)]
    public long ChainId { get; init; } = 31_337;

    /// <summary>How long the node may take to listen.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
