using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Models;

/// <summary>What guardians put up, do and earn in one epoch.</summary>
public sealed record GuardianModel
{
    public required int Count { get; init; }

    /// <summary>Own stake of one guardian.</summary>
    public required double SelfStake { get; init; }

    /// <summary>Length of an epoch, above 0.</summary>
    public double EpochHours { get; init; } = 24;

    /// <summary>Share of the guardians that is off duty at any time, from 0 to 1.</summary>
    public double OfflineShare { get; init; } = 0.1;

    /// <summary>What the stake would earn elsewhere, a year.</summary>
    public double StakeYield { get; init; } = 0.05;

    /// <summary>Rates, rewards and penalties of one epoch.</summary>
    public required IncentiveMatrix Incentives { get; init; }

    /// <summary>Probability that a guess answers an attention challenge, from 0 to 1.</summary>
    public double GuessProbability { get; init; }

    public double EpochsPerYear => 365 * 24 / EpochHours;
}
