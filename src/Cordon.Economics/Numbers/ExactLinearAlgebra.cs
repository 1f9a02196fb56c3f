namespace Cordon.Economics.Numbers;

/// <summary>Linear systems over exact fractions; for floating point use MathNet.</summary>
internal static class ExactLinearAlgebra
{
    /// <summary>Solves a square system; the arguments are left alone.</summary>
    /// <returns>The solution, or null when the matrix is singular.</returns>
    /// <remarks>Gauss-Jordan with the first pivot that is not zero: exact arithmetic needs no larger one. O(n^3)
    /// operations on numbers that grow with n.</remarks>
    public static Rational[]? Solve(Rational[,] matrix, Rational[] right)
    {
        int n = right.Length;
        Rational[,] a = (Rational[,])matrix.Clone();
        Rational[] x = (Rational[])right.Clone();
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            while (pivot < n && a[pivot, column].IsZero) pivot++;
            if (pivot == n) return null;
            if (pivot != column) Swap(a, x, pivot, column);

            Rational inverse = Rational.One / a[column, column];
            for (int j = column; j < n; j++) a[column, j] *= inverse;
            x[column] *= inverse;
            for (int row = 0; row < n; row++)
                if (row != column && !a[row, column].IsZero) Eliminate(a, x, row, column);
        }

        return x;
    }

    private static void Swap(Rational[,] a, Rational[] x, int one, int other)
    {
        for (int j = 0; j < x.Length; j++) (a[one, j], a[other, j]) = (a[other, j], a[one, j]);
        (x[one], x[other]) = (x[other], x[one]);
    }

    private static void Eliminate(Rational[,] a, Rational[] x, int row, int column)
    {
        Rational factor = a[row, column];
        for (int j = column; j < x.Length; j++)
            if (!a[column, j].IsZero) a[row, j] -= factor * a[column, j];
        x[row] -= factor * x[column];
    }
}
