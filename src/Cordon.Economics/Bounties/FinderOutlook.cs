namespace Cordon.Economics.Bounties;

/// <summary>What somebody who has found a vulnerability can do with it.</summary>
public sealed record FinderOutlook
{
    /// <summary>What an exploit takes (E).</summary>
    public required double ExploitValue { get; init; }

    /// <summary>Probability that the exploit works, from 0 to 1.</summary>
    public required double PSuccess { get; init; }

    /// <summary>Share of the loot that survives laundering, from 0 to 1.</summary>
    public required double FractionKeptAfterLaundering { get; init; }

    /// <summary>Probability of being caught, from 0 to 1.</summary>
    public double PCaught { get; init; }

    /// <summary>What being caught costs.</summary>
    public double Penalty { get; init; }

    /// <summary>What stealing costs the finder in its own eyes.</summary>
    public double EthicsCost { get; init; }

    /// <summary>What others pay for the knowledge.</summary>
    public double GrayMarketPrice { get; init; }

    /// <summary>Probability that the bounty is really paid, above 0, at most 1.</summary>
    public double PayoutReliability { get; init; } = 1;
}
