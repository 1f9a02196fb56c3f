using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.Sandwich;

public sealed class SandwichOptions
{
    /// <summary>How far what is sold back may differ from what was bought, in basis points.</summary>
    [Range(0, 10_000)]
    public int DifferenceBpsMax { get; init; } = 100;

    /// <summary>The same where one sender signed both and profited (tokens that tax transfers), in bps.</summary>
    [Range(0, 10_000)]
    public int SameSenderDifferenceBpsMax { get; init; } = 1_500;
}
