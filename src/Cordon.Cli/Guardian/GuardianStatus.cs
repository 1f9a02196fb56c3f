using Cordon.Cli.Guardian.Unbonding;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary>How a guardian stands. Amounts are in the token's smallest unit, times in seconds since 1970.</summary>
internal sealed record GuardianStatus
{
    public required ulong Chain { get; init; }

    public required StakedToken Token { get; init; }

    public required Address Guardian { get; init; }

    public required uint Index { get; init; }

    public required Address Key { get; init; }

    /// <summary>The key that is scheduled, and from when on it can be activated; null for none.</summary>
    public (Address Key, ulong From)? NextKey { get; init; }

    /// <summary>Null where its event is older than what was searched.</summary>
    public required string? Endpoint { get; init; }

    public required ushort CommissionBps { get; init; }

    public required bool IsOnDuty { get; init; }

    public required bool IsExpelled { get; init; }

    /// <summary>Its own stake.</summary>
    public required UInt256 SelfStake { get; init; }

    /// <summary>With its delegators'.</summary>
    public required UInt256 PoolStake { get; init; }

    /// <summary>What its voice counts now.</summary>
    public required UInt256 Weight { get; init; }

    public required UInt256 BondFree { get; init; }

    public required UInt256 BondLocked { get; init; }

    /// <summary>What the configured policies lock at most; null where a protocol is not enrolled.</summary>
    public required UInt256? BondNeeded { get; init; }

    /// <summary>What the node's key has for fees, in wei.</summary>
    public required UInt256 KeyWei { get; init; }

    /// <summary>Commission and returned bonds that can be withdrawn from the stake.</summary>
    public required UInt256 Credit { get; init; }

    /// <summary>Until when it is paid; null without an engagement contract.</summary>
    public UInt256? FreshUntil { get; init; }

    /// <summary>Time of the newest block.</summary>
    public required ulong Now { get; init; }

    /// <summary>The block from which on events were looked for.</summary>
    public required ulong SearchedFrom { get; init; }

    /// <summary>What the stream owes, in the token's smallest unit; null where no stream is known.</summary>
    public UInt256? Owed { get; init; }

    public required IReadOnlyList<(Hash256 Incident, UInt256 Amount)> Rewards { get; init; }

    public required IReadOnlyList<(UInt256 Slash, UInt256 Amount)> Slashes { get; init; }

    /// <summary>Stake that its account is taking out, of its own pool or of another's.</summary>
    public required IReadOnlyList<UnbondingTicket> Unbonding { get; init; }

    /// <summary>Whether it has a voice and is paid, as far as that can be told.</summary>
    public bool IsWell => IsOnDuty && !IsExpelled && !Weight.IsZero && (FreshUntil is not { } until || until > Now);
}
