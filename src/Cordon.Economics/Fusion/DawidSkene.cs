using Cordon.Economics.Numbers;
using Cordon.Economics.Simulation;

namespace Cordon.Economics.Fusion;

/// <summary>Learns from disagreeing watchers, without any truth, how reliable each is and what they saw (Dawid and
/// Skene 1979).</summary>
/// <remarks>Expectation maximisation; a step costs labels times classes. The likelihood never falls, and may end in a
/// local maximum: hence several starts.</remarks>
public static class DawidSkene
{
    private const int IterationsMax = 100_000;

    /// <summary>Fits from the vote shares of each item.</summary>
    /// <param name="labels">At least one.</param>
    /// <param name="items">Number of items; one without any label keeps the marginals as posterior.</param>
    /// <param name="watchers">Number of watchers.</param>
    /// <param name="classes">2 or more.</param>
    /// <param name="tolerance">Stops when the log-likelihood rises by less.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static ReliabilityFit Fit(
        IReadOnlyList<WatcherLabel> labels, int items, int watchers, int classes, double tolerance = 1e-12)
    {
        Check(labels, items, watchers, classes, tolerance);
        return Climb(labels, watchers, VoteShares(labels, items, classes), tolerance);
    }

    /// <summary>Fits from the vote shares and from random blends with them, and returns the most likely fit.</summary>
    /// <param name="starts">Starts in all, 1 or more.</param>
    /// <param name="seed">Of the random starts; the same seed gives the same fit.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static ReliabilityFit FitBest(
        IReadOnlyList<WatcherLabel> labels, int items, int watchers, int classes, int starts, ulong seed,
        double tolerance = 1e-12)
    {
        Check(labels, items, watchers, classes, tolerance);
        Require.Range(starts, 1, 10_000);
        double[][] shares = VoteShares(labels, items, classes);
        ReliabilityFit best = Climb(labels, watchers, shares, tolerance);
        Xoshiro256StarStar random = new(seed);
        for (int start = 1; start < starts; start++)
        {
            // Half votes, half chance: far enough for another maximum, near enough to keep the classes' names.
            double[][] blend = [.. shares.Select(share => Blend(share, ref random))];
            ReliabilityFit fit = Climb(labels, watchers, blend, tolerance);
            if (fit.LogLikelihood > best.LogLikelihood) best = fit;
        }

        return best;
    }

    private static double[] Blend(double[] share, ref Xoshiro256StarStar random)
    {
        double[] noise = new double[share.Length];
        for (int k = 0; k < noise.Length; k++) noise[k] = random.Exponential(1);
        double sum = noise.Sum();
        return [.. share.Zip(noise, (s, n) => 0.5 * s + 0.5 * n / sum)];
    }

    private static void Check(
        IReadOnlyList<WatcherLabel> labels, int items, int watchers, int classes, double tolerance)
    {
        Require.Range(items, 1, int.MaxValue);
        Require.Range(watchers, 1, int.MaxValue);
        Require.Range(classes, 2, 1_000);
        Require.Positive(tolerance);
        Require.That(labels.Count > 0, "labels", "an empty list", "at least one label");
        foreach (WatcherLabel label in labels)
        {
            Require.Range(label.Item, 0, items - 1);
            Require.Range(label.Watcher, 0, watchers - 1);
            Require.Range(label.Label, 0, classes - 1);
        }
    }

    private static double[][] VoteShares(IReadOnlyList<WatcherLabel> labels, int items, int classes)
    {
        double[][] shares = Rows(items, classes);
        foreach (WatcherLabel label in labels) shares[label.Item][label.Label]++;
        foreach (double[] share in shares)
        {
            double votes = share.Sum();
            for (int k = 0; k < classes; k++) share[k] = votes > 0 ? share[k] / votes : 1.0 / classes;
        }

        return shares;
    }

    private static ReliabilityFit Climb(
        IReadOnlyList<WatcherLabel> labels, int watchers, double[][] start, double tolerance)
    {
        int classes = start[0].Length;
        double[][] posteriors = start;
        List<double> likelihoods = [];
        while (true)
        {
            double[] marginals = new double[classes];
            foreach (double[] posterior in posteriors)
                for (int k = 0; k < classes; k++) marginals[k] += posterior[k] / posteriors.Length;
            double[][][] confusion = Confusions(labels, watchers, posteriors, classes);
            (posteriors, double likelihood) = Expect(labels, marginals, confusion, posteriors.Length);
            bool isDone = likelihoods.Count > 0 && likelihood - likelihoods[^1] < tolerance;
            likelihoods.Add(likelihood);
            if (!isDone && likelihoods.Count < IterationsMax) continue;
            return new ReliabilityFit
            {
                Marginals = marginals,
                Confusion = confusion,
                Posteriors = posteriors,
                LogLikelihoods = likelihoods,
            };
        }
    }

    private static double[][][] Confusions(
        IReadOnlyList<WatcherLabel> labels, int watchers, double[][] posteriors, int classes)
    {
        double[][][] confusion = [.. Enumerable.Range(0, watchers).Select(_ => Rows(classes, classes))];
        foreach (WatcherLabel label in labels)
            for (int k = 0; k < classes; k++) confusion[label.Watcher][k][label.Label] += posteriors[label.Item][k];
        foreach (double[] row in confusion.SelectMany(rows => rows))
        {
            double sum = row.Sum();
            for (int l = 0; l < classes; l++) row[l] = sum > 0 ? row[l] / sum : 1.0 / classes;
        }

        return confusion;
    }

    private static (double[][] Posteriors, double LogLikelihood) Expect(
        IReadOnlyList<WatcherLabel> labels, double[] marginals, double[][][] confusion, int items)
    {
        int classes = marginals.Length;
        double[][] logs = Rows(items, classes);
        foreach (double[] row in logs)
            for (int k = 0; k < classes; k++) row[k] = Math.Log(marginals[k]);
        foreach (WatcherLabel label in labels)
        {
            for (int k = 0; k < classes; k++)
                logs[label.Item][k] += Math.Log(confusion[label.Watcher][k][label.Label]);
        }

        double total = 0;
        foreach (double[] row in logs)
        {
            double top = row.Max();
            double sum = row.Sum(value => Math.Exp(value - top));
            total += top + Math.Log(sum);
            for (int k = 0; k < classes; k++) row[k] = Math.Exp(row[k] - top) / sum;
        }

        return (logs, total);
    }

    private static double[][] Rows(int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
