using System.Collections.Immutable;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Governance;

/// <summary>How concentrated a vote is.</summary>
/// <param name="Gini">0 when all hold the same, towards 1 when one holds everything; holders of nothing count.</param>
/// <param name="Herfindahl">Sum of the squared shares.</param>
/// <param name="EffectiveNumber">One over that: as concentrated as so many equal holders.</param>
/// <param name="EntropyBits">Of the shares.</param>
public sealed record Concentration(
    Rational Gini, Rational Herfindahl, Rational EffectiveNumber, double EntropyBits)
{
    private ImmutableArray<Rational> Descending { get; init; }

    private Rational Total { get; init; }

    /// <exception cref="InvalidInputException">No holders, a negative holding, or nothing held at all.</exception>
    public static Concentration Of(IReadOnlyList<Rational> holdings)
    {
        Require.Range(holdings.Count, 1, int.MaxValue, nameof(holdings));
        foreach (Rational holding in holdings) Require.Amount(holding, nameof(holdings));
        Rational total = Rational.Sum(holdings);
        if (total.IsZero) throw new InvalidInputException(nameof(holdings), "nothing at all", "more than 0 in all");

        Rational[] ascending = [.. holdings.Order()];
        int n = ascending.Length;
        Rational weighted = Rational.Sum(ascending.Select((holding, i) => ((2 * i) + 1 - n) * holding));
        Rational herfindahl = Rational.Sum(ascending.Select(holding => holding * holding)) / (total * total);
        double entropy = -ascending.Select(holding => (holding / total).ToDouble())
            .Sum(share => share > 0 ? share * Math.Log2(share) : 0);
        return new Concentration(
            weighted / (n * total), herfindahl, Rational.One / herfindahl, entropy == 0 ? 0 : entropy)
        {
            Descending = [.. ascending.Reverse()],
            Total = total,
        };
    }

    /// <summary>The fewest holders that reach a share of the vote, or exceed it when strict.</summary>
    /// <returns>Null when all together do not.</returns>
    public int? NakamotoCoefficient(Rational share, bool isStrict)
    {
        Rational line = share * Total;
        Rational sum = Rational.Zero;
        for (int count = 0; count < Descending.Length; count++)
        {
            sum += Descending[count];
            if (isStrict ? sum > line : sum >= line) return count + 1;
        }

        return null;
    }
}
