using Cordon.Economics.Numbers;
using MathNet.Numerics.RootFinding;

namespace Cordon.Economics.Survival;

/// <summary>A Weibull law fitted to durations by maximum likelihood, censored ones included.</summary>
/// <param name="Shape">Below 1: what has lasted tends to last; 1: no memory; above: it wears out.</param>
/// <param name="Scale">The time after which 63 % have ended.</param>
/// <param name="LogLikelihood">Of the data under the law.</param>
public sealed record WeibullFit(double Shape, double Scale, double LogLikelihood)
{
    private const double ShapeMin = 1e-6;
    private const double ShapeMax = 1e6;

    /// <summary>Fits; null where no law fits best: without events, with an event at 0, or with all time in one point.
    /// </summary>
    public static WeibullFit? Of(IReadOnlyList<Duration> durations)
    {
        double[] ended = [.. durations.Where(d => d.IsEvent).Select(d => d.Time.ToDouble())];
        if (ended.Length == 0 || ended.Any(time => time <= 0)) return null;
        double[] logs = [.. durations.Select(d => Math.Log(d.Time.ToDouble()))];
        double top = logs.Max();
        double meanLog = ended.Average(Math.Log);

        // Times relative to the longest, so that no power overflows.
        double Score(double shape)
        {
            double weights = 0;
            double weighted = 0;
            foreach (double log in logs)
            {
                if (double.IsNegativeInfinity(log)) continue;
                double weight = Math.Exp(shape * (log - top));
                weights += weight;
                weighted += weight * log;
            }

            return weighted / weights - 1 / shape - meanLog;
        }

        if (!(Score(ShapeMax) > 0)) return null; // the likelihood grows without end
        double low = ShapeMin;
        double high = 1;
        while (Score(high) < 0) (low, high) = (high, high * 2);
        double shape = Brent.FindRoot(Score, low, high, 1e-14, 500);
        double mass = logs.Sum(log => Math.Exp(shape * (log - top)));
        double scale = Math.Exp(top + Math.Log(mass / ended.Length) / shape);
        double likelihood = ended.Sum(time => Math.Log(shape / scale) + (shape - 1) * Math.Log(time / scale))
            - durations.Sum(d => Math.Pow(d.Time.ToDouble() / scale, shape));
        return new WeibullFit(shape, scale, likelihood);
    }
}
