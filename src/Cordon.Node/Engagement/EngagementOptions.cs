using System.ComponentModel.DataAnnotations;

namespace Cordon.Node.Engagement;

/// <summary>How attention challenges are answered.</summary>
public sealed record EngagementOptions
{
    /// <summary>What anybody may do, and one is enough for, each guardian does after a wait drawn by lot from this time
    /// (or a sixteenth of the epoch, if that is shorter): a hundred guardians do not all open one epoch.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "06:00:00")]
    public TimeSpan SpreadMax { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How often the contract is looked at while no block comes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Guardians that are looked at, by index, for a miss or a wrong answer to punish.</summary>
    [Range(1, 100_000)]
    public int GuardiansMax { get; init; } = 1_000;
}
