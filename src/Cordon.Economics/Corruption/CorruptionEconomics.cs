using Cordon.Economics.Numbers;

namespace Cordon.Economics.Corruption;

/// <summary>Cost of corruption against profit from corruption: cap the value locked, or raise the stake?</summary>
/// <remarks>
/// CoC = aS[s + (1-s)d(1-x)] + c, PfC = phi*m*TVL + short (EigenLayer whitepaper; STAKESURE, arXiv:2401.05797). O(1).
/// </remarks>
public static class CorruptionEconomics
{
    /// <summary>The ratio of cost to profit and its lines.</summary>
    /// <exception cref="InvalidInputException">A quantity is negative, infinite or beyond its range.</exception>
    public static CorruptionAnalysis Analyse(CorruptionModel model)
    {
        Check(model);
        double lostPerStake = LostPerStake(model);
        double cost = (model.Stake * lostPerStake) + model.OperatingCost;
        double extractedPerTvl = model.ExtractableFraction * model.Monetisation;
        double extracted = extractedPerTvl * model.Tvl;
        double profit = extracted + model.ShortProfit;

        return new CorruptionAnalysis(
            cost,
            profit,
            SecurityRatio: profit > 0 ? cost / profit : double.PositiveInfinity,
            CriticalTvl: extractedPerTvl > 0
                ? Math.Max(0, (cost - model.ShortProfit) / extractedPerTvl)
                : cost >= model.ShortProfit ? double.PositiveInfinity : 0,
            RequiredStake: RequiredStake(profit - model.OperatingCost, lostPerStake),
            StakeOverTvl: model.Tvl > 0 ? model.Stake / model.Tvl : double.PositiveInfinity,
            ElasticityToTvl: profit > 0 ? -extracted / profit : 0);
    }

    /// <summary>What an attacker loses for each unit of all stake: a[s + (1-s)d(1-x)].</summary>
    public static double LostPerStake(CorruptionModel model) =>
        model.Quorum * (model.SlashFraction
            + ((1 - model.SlashFraction) * model.PriceDropAfterAttack * (1 - model.UnslashedExitable)));

    private static double RequiredStake(double mustLose, double lostPerStake)
    {
        if (mustLose <= 0) return 0;
        return lostPerStake > 0 ? mustLose / lostPerStake : double.PositiveInfinity;
    }

    private static void Check(CorruptionModel model)
    {
        Require.Amount(model.Stake);
        Require.Fraction(model.Quorum);
        Require.Fraction(model.SlashFraction);
        Require.Fraction(model.PriceDropAfterAttack);
        Require.Fraction(model.UnslashedExitable);
        Require.Amount(model.OperatingCost);
        Require.Amount(model.Tvl);
        Require.Fraction(model.ExtractableFraction);
        Require.Fraction(model.Monetisation);
        Require.Amount(model.ShortProfit);
    }
}
