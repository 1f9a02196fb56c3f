using Cordon.Economics.Corruption;

namespace Cordon.Economics.Models;

/// <summary>One protocol: what it holds, what stands behind it, how fast it can be emptied.</summary>
public sealed record ProtocolModel
{
    public required string Name { get; init; }

    public ulong Chain { get; init; } = 1;

    /// <summary>Stake, quorum and what can be taken.</summary>
    public required CorruptionModel Corruption { get; init; }

    /// <summary>What withdrawals allow a minute; infinite when one transaction can take all.</summary>
    public double DrainPerMinute { get; init; } = double.PositiveInfinity;

    /// <summary>What the protocol can lose before its users do.</summary>
    public double Equity { get; init; }

    /// <summary>Owned outside the network of exposures; null derives it from equity and exposures.</summary>
    public double? ExternalAssets { get; init; }

    /// <summary>What an hour of standstill costs its users.</summary>
    public double PauseCostPerHour { get; init; }

    public double ExploitsPerYear { get; init; }

    /// <summary>Share of a loss that comes back, from 0 to 1.</summary>
    public double Recovery { get; init; }

    /// <summary>What monitoring it would cost alone, a year.</summary>
    public double MonitoringPerYear { get; init; }

    /// <summary>What a unit of locked value earns the protocol a year; the price of capping it.</summary>
    public double RevenueOnTvl { get; init; } = 0.01;

    /// <summary>What a unit of stake has to earn a year; the price of raising it.</summary>
    public double StakeYield { get; init; } = 0.05;

    public OracleModel? Oracle { get; init; }

    public CollateralModel? Collateral { get; init; }

    /// <summary>What an attacker can take at most.</summary>
    public double Extractable => Corruption.Tvl * Corruption.ExtractableFraction;
}
