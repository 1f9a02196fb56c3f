namespace Cordon.Engine.Benchmark.Scores;

/// <summary>How the findings of one kind compare with the labels.</summary>
public sealed record LabelScore
{
    /// <summary>swap, sandwich, arbitrage or liquidation.</summary>
    public required string Label { get; init; }

    /// <summary>Labels that must be found: neither reverted nor refuted, in blocks that were scanned.</summary>
    public required int Expected { get; init; }

    /// <summary>Of those, how many were found, by the rule of the pack's README.</summary>
    public required int Found { get; init; }

    /// <summary>Of the found, how many agree in every field of the label.</summary>
    public required int Exact { get; init; }

    /// <summary>Findings of this kind in the blocks that the other classifier looked at.</summary>
    public required int Reported { get; init; }

    /// <summary>Labels of reverted frames that were nevertheless reported: each is an error.</summary>
    public required IReadOnlyList<Finding> RevertedReported { get; init; }

    /// <summary>Labels not found, in block order.</summary>
    public required IReadOnlyList<Finding> Misses { get; init; }

    /// <summary>Found, but not equal in every field.</summary>
    public required IReadOnlyList<Finding> Differences { get; init; }

    /// <summary>Findings without a label: to be inspected, the labels are not complete.</summary>
    public required IReadOnlyList<Finding> Extras { get; init; }

    /// <summary>Labels that the recording itself contradicts: the pool's calls were undone, or its own log gives other
    /// amounts. Not counted as expected; listed, so that the claim can be checked.</summary>
    public IReadOnlyList<Finding> Refuted { get; init; } = [];

    /// <summary>Labels in transactions that the pack does not hold; not counted as expected.</summary>
    public required int OutsidePack { get; init; }

    /// <summary>Share of the expected that was found; 1 where nothing was expected.</summary>
    public double Recall => Expected == 0 ? 1 : (double)Found / Expected;

    /// <summary>Share of the reported that has a label; 1 where nothing was reported.</summary>
    public double Precision => Reported == 0 ? 1 : (double)(Reported - Extras.Count) / Reported;
}
