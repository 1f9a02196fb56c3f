namespace Cordon.Economics.Fusion;

/// <summary>What the watchers' labels say about the items and about the watchers themselves.</summary>
public sealed record ReliabilityFit
{
    /// <summary>By class its share of all items.</summary>
    public required IReadOnlyList<double> Marginals { get; init; }

    /// <summary>By watcher, true class and label: the probability that it says so. Rows sum to 1.</summary>
    public required IReadOnlyList<double[][]> Confusion { get; init; }

    /// <summary>By item and class the probability that it is the item's.</summary>
    public required IReadOnlyList<double[]> Posteriors { get; init; }

    /// <summary>The log-likelihood after each iteration; it never falls.</summary>
    public required IReadOnlyList<double> LogLikelihoods { get; init; }

    public double LogLikelihood => LogLikelihoods[^1];

    /// <summary>By item its most probable class.</summary>
    public IReadOnlyList<int> MostProbable => [.. Posteriors.Select(p => Array.IndexOf(p, p.Max()))];
}
