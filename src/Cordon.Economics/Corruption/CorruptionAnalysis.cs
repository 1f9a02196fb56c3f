namespace Cordon.Economics.Corruption;

/// <summary>Whether corrupting a protocol's guardians pays, and where the line is.</summary>
/// <param name="CostOfCorruption">What the attacker loses.</param>
/// <param name="ProfitFromCorruption">What the attacker gains.</param>
/// <param name="SecurityRatio">Cost over profit: above 1 an attack loses money. Infinite when there is no
/// profit.</param>
/// <param name="CriticalTvl">Value locked at which the attack breaks even; infinite when nothing is
/// extractable.</param>
/// <param name="RequiredStake">Stake at which today's value is just safe; infinite when no stake is ever lost.</param>
/// <param name="StakeOverTvl">The staking ratio people quote; says little without the rest.</param>
/// <param name="ElasticityToTvl">Per cent by which the ratio changes when the value locked grows by one per
/// cent.</param>
public sealed record CorruptionAnalysis(
    double CostOfCorruption,
    double ProfitFromCorruption,
    double SecurityRatio,
    double CriticalTvl,
    double RequiredStake,
    double StakeOverTvl,
    double ElasticityToTvl)
{
    /// <summary>By which share the stake could fall before an attack breaks even; negative when it already
    /// pays.</summary>
    public double Buffer => SecurityRatio - 1;

    /// <summary>True when an attack earns less than it costs.</summary>
    public bool IsSecure => CostOfCorruption > ProfitFromCorruption;
}
