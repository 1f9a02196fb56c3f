using System.Collections.Immutable;
using Cordon.Economics.Corruption;

namespace Cordon.Economics.Assessment;

/// <summary>The security ratio when the stake's price and the value locked change.</summary>
/// <param name="StakePriceFactors">Columns: today's price times these.</param>
/// <param name="TvlFactors">Rows: today's value times these.</param>
/// <param name="Ratios">Cost over profit, row by row.</param>
public sealed record HeatMap(
    ImmutableArray<double> StakePriceFactors,
    ImmutableArray<double> TvlFactors,
    ImmutableArray<ImmutableArray<double>> Ratios)
{
    private static readonly double[] Factors = [0.25, 0.4, 0.6, 0.8, 1, 1.25, 1.6, 2, 3];

    public static HeatMap Of(CorruptionModel model) => new(
        [.. Factors],
        [.. Factors],
        [.. Factors.Select(tvl => Factors.Select(price => CorruptionEconomics.Analyse(
            model with { Stake = model.Stake * price, Tvl = model.Tvl * tvl }).SecurityRatio).ToImmutableArray())]);
}
