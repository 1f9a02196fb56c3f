using System.ComponentModel.DataAnnotations;

namespace Cordon.Arena.Trials;

/// <summary>How trials are played.</summary>
public sealed record TrialOptions
{
    /// <summary>Chance comes from this alone: the same seed plays the same attacks and the same honest traffic.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    [Range(2, 50)]
    public int Traders { get; init; } = 4;

    /// <summary>Time between two blocks while a guard is at work, an eighth of Ethereum's. Without a guard
    /// blocks follow each other at once: nobody is there to whom the time would matter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(1.5);
}
