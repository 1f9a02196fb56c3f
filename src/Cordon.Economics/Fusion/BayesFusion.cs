using Cordon.Economics.Numbers;

namespace Cordon.Economics.Fusion;

/// <summary>Fuses independent reports by Bayes' rule, in fractions.</summary>
public static class BayesFusion
{
    /// <summary>Returns the probability of an attack given the reports; null where they contradict each other with
    /// certainty, so that neither an attack nor peace explains them.</summary>
    /// <param name="prior">Probability of an attack before, 0 to 1.</param>
    /// <param name="reports">Conditionally independent.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static Rational? Posterior(Rational prior, IReadOnlyList<WatcherReport> reports)
    {
        Rational attack = Require.Fraction(prior);
        Rational peace = 1 - prior;
        for (int i = 0; i < reports.Count; i++)
        {
            WatcherReport report = reports[i];
            Rational tpr = Require.Fraction(report.TruePositiveRate, $"reports[{i}].tpr");
            Rational fpr = Require.Fraction(report.FalsePositiveRate, $"reports[{i}].fpr");
            attack *= report.IsAlert ? tpr : 1 - tpr;
            peace *= report.IsAlert ? fpr : 1 - fpr;
        }

        Rational total = attack + peace;
        return total.IsZero ? null : attack / total;
    }

    /// <summary>The natural logarithm of p / (1 - p), accurate however near p is to 0 or 1.</summary>
    public static double LogOdds(Rational probability)
    {
        Rational rest = 1 - probability;
        if (rest.IsZero) return double.PositiveInfinity;
        if (probability.IsZero) return double.NegativeInfinity;
        return Math.Log((probability / rest).ToDouble());
    }
}
