using System.ComponentModel.DataAnnotations;
using Cordon.Domain.Sending;
using Cordon.Ethereum;

namespace Cordon.Response.Sending;

/// <summary>Bounds of one account's sending.</summary>
public sealed record SenderOptions
{
    /// <summary>The most that may be committed within 24 hours, in wei; by default 0.5 ETH.</summary>
    public UInt256 WeiPerDayMax { get; init; } = UInt256.Parse("500000000000000000");

    /// <summary>The most a unit of gas may cost, in wei; by default 2,000 gwei.</summary>
    public UInt256 FeePerGasMax { get; init; } = UInt256.Parse("2000000000000");

    /// <summary>The part of the budget, in percent, beyond which nothing is committed for a request that yields: the
    /// rest is kept for those that do not. Its fees stay at half of the highest, so that they can be outbid.</summary>
    [Range(1, 100)]
    public int YieldingPercentMax { get; init; } = 25;

    /// <summary>An attempt that has not been mined for so long is replaced by a dearer one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(24);

    /// <summary>Blocks on top of the one that mined an attempt before it is final; 64 are two epochs of Ethereum.
    /// </summary>
    [Range(0, 10_000)]
    public int ConfirmationsMin { get; init; } = 64;

    /// <summary>How often the chain is looked at while nothing announces a block.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>As they are for a request.</summary>
    internal SenderOptions For(SendRequest request) => request.Yields
        ? this with
        {
            WeiPerDayMax = UInt256.MulDiv(WeiPerDayMax, (ulong)YieldingPercentMax, 100),
            FeePerGasMax = FeePerGasMax / 2,
        }
        : this;
}
