namespace Cordon.Economics.Numbers;

/// <summary>Linear programs over exact fractions: maximise c*x for A*x &lt;= b, x &gt;= 0, with b &gt;= 0.</summary>
/// <remarks>Primal simplex from the origin on a dense tableau with Bland's rule, which never cycles. For programs of
/// some dozens of rows.</remarks>
internal static class ExactLinearProgram
{
    /// <summary>The optimum, its point, and the price of each row (dual values).</summary>
    /// <returns>Null when the objective is unbounded.</returns>
    /// <exception cref="ArgumentException">A right side is negative.</exception>
    public static (Rational Value, Rational[] Point, Rational[] Prices)? Maximise(
        IReadOnlyList<Rational[]> rows, IReadOnlyList<Rational> right, Rational[] objective)
    {
        int m = rows.Count;
        int n = objective.Length;
        Rational[][] tableau = new Rational[m + 1][];
        int[] basis = [.. Enumerable.Range(n, m)];
        for (int i = 0; i < m; i++)
        {
            if (right[i].Sign < 0) throw new ArgumentException($"row {i} has a negative right side", nameof(right));
            tableau[i] = new Rational[n + m + 1];
            rows[i].CopyTo(tableau[i], 0);
            tableau[i][n + i] = Rational.One;
            tableau[i][^1] = right[i];
        }

        tableau[m] = new Rational[n + m + 1];
        for (int j = 0; j < n; j++) tableau[m][j] = -objective[j];

        while (true)
        {
            int column = Array.FindIndex(tableau[m], 0, n + m, cost => cost.Sign < 0);
            if (column < 0) break;
            int row = Leaving(tableau, basis, column);
            if (row < 0) return null;
            Pivot(tableau, row, column);
            basis[row] = column;
        }

        Rational[] point = new Rational[n];
        for (int i = 0; i < m; i++)
            if (basis[i] < n) point[basis[i]] = tableau[i][^1];
        return (tableau[m][^1], point, tableau[m][n..(n + m)]);
    }

    // The smallest ratio; among equals the variable with the smallest index (Bland).
    private static int Leaving(Rational[][] tableau, int[] basis, int column)
    {
        int best = -1;
        Rational ratio = Rational.Zero;
        for (int i = 0; i < basis.Length; i++)
        {
            if (tableau[i][column].Sign <= 0) continue;
            Rational candidate = tableau[i][^1] / tableau[i][column];
            bool isBetter = best < 0 || candidate < ratio || (candidate == ratio && basis[i] < basis[best]);
            if (!isBetter) continue;
            (best, ratio) = (i, candidate);
        }

        return best;
    }

    private static void Pivot(Rational[][] tableau, int row, int column)
    {
        Rational inverse = Rational.One / tableau[row][column];
        for (int j = 0; j < tableau[row].Length; j++)
            if (!tableau[row][j].IsZero) tableau[row][j] *= inverse;
        for (int i = 0; i < tableau.Length; i++)
        {
            if (i == row || tableau[i][column].IsZero) continue;
            Rational factor = tableau[i][column];
            for (int j = 0; j < tableau[i].Length; j++)
                if (!tableau[row][j].IsZero) tableau[i][j] -= factor * tableau[row][j];
        }
    }
}
