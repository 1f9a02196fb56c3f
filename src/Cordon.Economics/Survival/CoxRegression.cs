using Cordon.Economics.Numbers;
using MathNet.Numerics.LinearAlgebra;

namespace Cordon.Economics.Survival;

/// <summary>Proportional hazards: what multiplies the rate at which cases end.</summary>
/// <param name="Coefficients">By covariate the logarithm of its hazard ratio.</param>
/// <param name="StandardErrors">By covariate.</param>
/// <param name="LogLikelihood">The partial one.</param>
public sealed record CoxRegression(
    IReadOnlyList<double> Coefficients, IReadOnlyList<double> StandardErrors, double LogLikelihood)
{
    private const int IterationsMax = 200;
    private const double StepMin = 1e-12;
    private const double CoefficientMax = 50; // beyond it a covariate separates the events perfectly

    /// <summary>Fits by Newton's method with halved steps.</summary>
    /// <param name="durations">One a case.</param>
    /// <param name="covariates">By case its covariates, as many for each.</param>
    /// <param name="ties">For events at the same time.</param>
    /// <returns>Null where no estimate exists: no events, or a covariate that is constant or separates them.</returns>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static CoxRegression? Fit(
        IReadOnlyList<Duration> durations, IReadOnlyList<double[]> covariates, TieMethod ties)
    {
        Require.That(durations.Count > 0, "data", "an empty list", "at least one duration");
        Require.SameCount(covariates.Count, durations.Count);
        int width = covariates[0].Length;
        for (int i = 0; i < covariates.Count; i++)
        {
            Require.SameCount(covariates[i].Length, width, $"covariates[{i}]");
            foreach (double value in covariates[i]) Require.Finite(value, $"covariates[{i}]");
        }

        CoxLikelihood model = new(durations, covariates, ties);
        Vector<double> beta = Vector<double>.Build.Dense(width);
        (double likelihood, Vector<double> score, Matrix<double> information) = model.At(beta);
        for (int i = 0; i < IterationsMax; i++)
        {
            Vector<double> step = information.Solve(score);
            if (step.Any(x => !double.IsFinite(x))) return null;
            if (step.InfinityNorm() < StepMin * (1 + beta.InfinityNorm())) break;
            (double Value, Vector<double> Score, Matrix<double> Information) next = model.At(beta + step);
            while (next.Value < likelihood - 1e-12 * Math.Abs(likelihood) && step.InfinityNorm() > StepMin)
            {
                step /= 2;
                next = model.At(beta + step);
            }

            beta += step;
            if (beta.InfinityNorm() > CoefficientMax) return null;
            (likelihood, score, information) = next;
        }

        Vector<double> variances = information.Inverse().Diagonal();
        if (variances.Any(variance => !(variance > 0) || double.IsInfinity(variance))) return null;
        return new CoxRegression([.. beta], [.. variances.Select(Math.Sqrt)], likelihood);
    }
}
