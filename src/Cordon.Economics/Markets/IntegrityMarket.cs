using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Markets;

/// <summary>A market that prices "this protocol will be exploited": whoever knows better earns by saying so.</summary>
/// <remarks>
/// Hanson's logarithmic market scoring rule, C(q) = b ln sum e^{q_i/b}, by log-sum-exp: no overflow at any quantity,
/// and the cost of a trade without subtracting two large costs. Buying one of every outcome costs exactly one.
/// </remarks>
public sealed class IntegrityMarket
{
    private readonly double[] _logPrices;

    /// <param name="liquidity">b: the larger, the less a trade moves the price, and the more the sponsor can lose.
    /// </param>
    /// <param name="sold">Shares sold of each outcome.</param>
    /// <exception cref="InvalidInputException">No outcomes, or a quantity out of range.</exception>
    public IntegrityMarket(double liquidity, IReadOnlyList<double> sold)
    {
        Liquidity = Require.Positive(liquidity);
        Require.Range(sold.Count, 1, int.MaxValue, nameof(sold));
        Sold = [.. sold.Select(quantity => Require.Finite(quantity, nameof(sold)))];

        // Relative to the largest quantity, so that no digit of a small difference is lost in a large sum.
        double most = Sold.Max();
        double[] behind = [.. Sold.Select(quantity => (quantity - most) / liquidity)];
        double log = LogSumExp(behind);
        Cost = most + (liquidity * log);
        _logPrices = [.. behind.Select(gap => gap - log)];
    }

    public double Liquidity { get; }

    public ImmutableArray<double> Sold { get; }

    /// <summary>What all trades so far have paid, up to the constant at the start.</summary>
    public double Cost { get; }

    /// <summary>Of each outcome, as probabilities: they add up to one.</summary>
    public ImmutableArray<double> Prices => [.. _logPrices.Select(Math.Exp)];

    /// <summary>The most that the sponsor can lose: b ln n.</summary>
    public double LossMax => Liquidity * Math.Log(Sold.Length);

    /// <summary>What buying (or, below zero, selling) shares of each outcome costs.</summary>
    public double CostOf(IReadOnlyList<double> trade)
    {
        Require.SameCount(trade.Count, Sold.Length);
        return Liquidity * LogSumExp([.. trade.Select((shares, i) =>
            _logPrices[i] + (Require.Finite(shares, nameof(trade)) / Liquidity))]);
    }

    /// <summary>The market after a trade.</summary>
    public IntegrityMarket After(IReadOnlyList<double> trade)
    {
        Require.SameCount(trade.Count, Sold.Length);
        return new IntegrityMarket(Liquidity, [.. Sold.Select((quantity, i) => quantity + trade[i])]);
    }

    /// <summary>The liquidity at which a subsidy is the most that can be lost: F / ln n.</summary>
    public static double LiquidityFor(double maxSubsidy, int outcomes) =>
        Require.Amount(maxSubsidy) / Math.Log(Require.Range(outcomes, 2, int.MaxValue));

    private static double LogSumExp(double[] values)
    {
        double max = values.Max();
        return max + Math.Log(values.Sum(value => Math.Exp(value - max)));
    }
}
