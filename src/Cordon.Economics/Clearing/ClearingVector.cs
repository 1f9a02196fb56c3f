using Cordon.Economics.Numbers;
using MathNet.Numerics.LinearAlgebra;

namespace Cordon.Economics.Clearing;

/// <summary>Clearing payments after a shock: who defaults, in which order, and who gets what.</summary>
/// <remarks>
/// Eisenberg and Noe 2001 (fictitious default); with recovery rates below 1 Rogers and Veraart 2013. When several
/// payment vectors are consistent, the greatest is the one that markets reach from "everybody pays". At most n rounds
/// with one linear system each: O(n^4) at worst, usually a handful of rounds.
/// </remarks>
public static class ClearingVector
{
    private const double Slack = 1e-12;

    /// <summary>The greatest clearing vector, exactly.</summary>
    /// <exception cref="InvalidInputException">The problem is malformed.</exception>
    public static ClearingResult<Rational> Greatest(ClearingProblem<Rational> problem) =>
        Exact(problem).Greatest();

    /// <summary>The least clearing vector, exactly: what is paid when nobody begins.</summary>
    /// <inheritdoc cref="Greatest(ClearingProblem{Rational})"/>
    public static ClearingResult<Rational> Least(ClearingProblem<Rational> problem) => Exact(problem).Least();

    /// <summary>The greatest clearing vector in floating point, for networks of hundreds.</summary>
    /// <inheritdoc cref="Greatest(ClearingProblem{Rational})"/>
    public static ClearingResult<double> Greatest(ClearingProblem<double> problem) =>
        new ClearingSolver<double>(Checked(problem, double.IsFinite), SolveNumerically, IsBelow).Greatest();

    private static ClearingSolver<Rational> Exact(ClearingProblem<Rational> problem) =>
        new(Checked(problem, _ => true), ExactLinearAlgebra.Solve, (left, right) => left < right);

    // What differs by rounding alone is no default.
    private static bool IsBelow(double left, double right) => left < right - (Slack * Math.Max(1, Math.Abs(right)));

    private static double[]? SolveNumerically(double[,] matrix, double[] right)
    {
        double[] solution = Matrix<double>.Build.DenseOfArray(matrix)
            .Solve(Vector<double>.Build.Dense(right)).ToArray();
        return solution.All(double.IsFinite) ? solution : null;
    }

    private static ClearingProblem<T> Checked<T>(ClearingProblem<T> problem, Func<T, bool> isFinite)
        where T : struct, System.Numerics.IComparisonOperators<T, T, bool>,
        System.Numerics.IAdditiveIdentity<T, T>, System.Numerics.IMultiplicativeIdentity<T, T>
    {
        (T zero, T one) = (T.AdditiveIdentity, T.MultiplicativeIdentity);
        void Demand(bool holds, string field, T value, string expected)
        {
            if (!holds) throw new InvalidInputException(field, value.ToString() ?? "", expected);
        }

        Require.SameCount(problem.Liabilities.Count, problem.Count);
        for (int i = 0; i < problem.Count; i++)
        {
            Demand(isFinite(problem.ExternalAssets[i]) && problem.ExternalAssets[i] >= zero,
                nameof(problem.ExternalAssets), problem.ExternalAssets[i], "at least 0");
            Require.SameCount(problem.Liabilities[i].Count, problem.Count, nameof(problem.Liabilities));
            foreach (T owed in problem.Liabilities[i])
                Demand(isFinite(owed) && owed >= zero, nameof(problem.Liabilities), owed, "at least 0");
            Demand(problem.Liabilities[i][i] == zero, nameof(problem.Liabilities), problem.Liabilities[i][i],
                "nothing owed to itself (the diagonal)");
        }

        // Cases call them alpha and beta, as the papers do.
        Demand(problem.ExternalRecovery >= zero && problem.ExternalRecovery <= one, "Alpha",
            problem.ExternalRecovery, "a fraction from 0 to 1");
        Demand(problem.ClaimRecovery >= zero && problem.ClaimRecovery <= one, "Beta",
            problem.ClaimRecovery, "a fraction from 0 to 1");
        return problem;
    }
}
