using Cordon.Economics.Numbers;

namespace Cordon.Economics.Contagion;

/// <summary>Who holds claims on whom, and how much each can lose.</summary>
/// <typeparam name="T"><see cref="double"/>, or <see cref="Rational"/> where the answer has to be exact.</typeparam>
/// <param name="Assets">Row by row: <c>Assets[i][j]</c> is what i loses when j is worth nothing; at least 0.</param>
/// <param name="Equity">What each can lose before it is gone; at least 0.</param>
/// <param name="Weights">Economic weight of each, at least 0, not all 0.</param>
public sealed record DebtRankNetwork<T>(
    IReadOnlyList<IReadOnlyList<T>> Assets, IReadOnlyList<T> Equity, IReadOnlyList<T> Weights)
{
    public int Count => Equity.Count;

    internal DebtRankNetwork<T> Checked(Func<T, bool> isAmount)
    {
        Require.SameCount(Assets.Count, Count, nameof(Assets));
        Require.SameCount(Weights.Count, Count, nameof(Weights));
        Demand(Equity, nameof(Equity), isAmount);
        Demand(Weights, nameof(Weights), isAmount);
        foreach (IReadOnlyList<T> row in Assets)
        {
            Require.SameCount(row.Count, Count, nameof(Assets));
            Demand(row, nameof(Assets), isAmount);
        }

        return this;
    }

    private static void Demand(IEnumerable<T> values, string field, Func<T, bool> isAmount)
    {
        foreach (T value in values)
            if (!isAmount(value)) throw new InvalidInputException(field, $"{value}", "a finite number of at least 0");
    }
}
