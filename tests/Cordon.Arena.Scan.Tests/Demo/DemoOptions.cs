using System.ComponentModel.DataAnnotations;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>What the demo plays.</summary>
public sealed record DemoOptions
{
    /// <summary>Chance comes from this alone: the same seed plays the same story.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>Honest swaps in all, in three parts around the two attacks.</summary>
    [Range(3, 10_000)]
    public int Swaps { get; init; } = 120;

    [Range(2, 50)]
    public int Traders { get; init; } = 8;

    /// <summary>How long the scanner may take after the last block before what it has not said counts as missed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ScanTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
