using Cordon.Economics.Fusion;
using Cordon.Economics.Numbers;
using MathNet.Numerics.LinearAlgebra;

namespace Cordon.Economics.SlashingRisk;

/// <summary>A logistic regression with a ridge: which traits of an operator foretell a slashing.</summary>
/// <param name="Weights">The first is the intercept's.</param>
/// <param name="Objective">Sum of the log losses plus penalty / 2 times the squared weights, intercept left out.
/// </param>
public sealed record LogisticRidge(IReadOnlyList<double> Weights, double Objective)
{
    private const int IterationsMax = 200;

    /// <summary>The probability for one row.</summary>
    public double Predict(IReadOnlyList<double> row)
    {
        Require.SameCount(row.Count, Weights.Count);
        return LogOddsFusion.ToProbability(row.Zip(Weights, (x, w) => x * w).Sum());
    }

    /// <summary>Fits by Newton's method with halved steps.</summary>
    /// <param name="rows">By case its traits, the first 1 for the intercept.</param>
    /// <param name="labels">By case whether it happened.</param>
    /// <param name="penalty">Above 0, so that one best fit exists.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static LogisticRidge Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels, double penalty)
    {
        Require.That(rows.Count > 0, "x_with_intercept", "an empty list", "at least one row");
        Require.SameCount(labels.Count, rows.Count, "y");
        Require.Positive(penalty, "l2_not_on_intercept");
        for (int i = 0; i < rows.Count; i++)
        {
            Require.SameCount(rows[i].Length, rows[0].Length, $"x_with_intercept[{i}]");
            foreach (double value in rows[i]) Require.Finite(value, $"x_with_intercept[{i}]");
        }

        Matrix<double> x = Matrix<double>.Build.DenseOfRowArrays(rows);
        Vector<double> y = Vector<double>.Build.DenseOfEnumerable(labels.Select(label => label ? 1.0 : 0.0));
        Vector<double> ridge = Vector<double>.Build.Dense(x.ColumnCount, j => j == 0 ? 0 : penalty);
        Vector<double> weights = Vector<double>.Build.Dense(x.ColumnCount);
        double objective = Objectives(x, y, ridge, weights);
        for (int i = 0; i < IterationsMax; i++)
        {
            Vector<double> p = (x * weights).Map(LogOddsFusion.ToProbability);
            Vector<double> gradient = x.TransposeThisAndMultiply(p - y) + ridge.PointwiseMultiply(weights);
            Vector<double> curvature = p.PointwiseMultiply(1 - p);
            Matrix<double> hessian = x.TransposeThisAndMultiply(
                Matrix<double>.Build.DenseOfDiagonalVector(curvature) * x)
                + Matrix<double>.Build.DenseOfDiagonalVector(ridge);
            Vector<double> step = hessian.Solve(gradient);
            if (!(step.InfinityNorm() > 1e-14 * (1 + weights.InfinityNorm()))) break;
            while (Objectives(x, y, ridge, weights - step) > objective + 1e-12 * objective
                && step.InfinityNorm() > 1e-14) step /= 2;
            weights -= step;
            objective = Objectives(x, y, ridge, weights);
        }

        return new LogisticRidge([.. weights], objective);
    }

    private static double Objectives(Matrix<double> x, Vector<double> y, Vector<double> ridge, Vector<double> weights)
    {
        Vector<double> margins = x * weights;
        double loss = 0;
        // ln(1 + e^m) - y m, without overflow.
        for (int i = 0; i < margins.Count; i++)
            loss += Math.Max(margins[i], 0) + Math.Log(1 + Math.Exp(-Math.Abs(margins[i]))) - y[i] * margins[i];
        return loss + ridge.PointwiseMultiply(weights) * weights / 2;
    }
}
