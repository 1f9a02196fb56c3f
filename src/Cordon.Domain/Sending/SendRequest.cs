using Cordon.Ethereum;

namespace Cordon.Domain.Sending;

/// <summary>A call that must reach a chain once, and soon.</summary>
public sealed record SendRequest
{
    /// <summary>What makes two requests the same: a request whose key was sent before is not sent again.</summary>
    public required string Key { get; init; }

    public required ulong Chain { get; init; }

    public required Address To { get; init; }

    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>In wei.</summary>
    public UInt256 Value { get; init; }

    public required ulong GasLimit { get; init; }

    /// <summary>The tip a unit of gas to beat, in wei: the transaction that this one must precede in its block. Zero
    /// where none must be.</summary>
    public UInt256 TipToBeat { get; init; }

    /// <summary>Likewise its highest price a unit of gas, by which some block producers order (anvil is one).</summary>
    public UInt256 FeeToBeat { get; init; }

    /// <summary>Whether it makes way: a request that does not may take its nonce, and it goes to the end of the line.
    /// For what has hours to land, so that it never stands before what has seconds.</summary>
    public bool Yields { get; init; }

    /// <summary>From then on it is worth nothing: what has not been mined is cancelled.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
