namespace Cordon.Economics.Models;

/// <summary>How a failure spreads.</summary>
public sealed record ContagionModel
{
    /// <summary>Whose exploit is followed round by round; empty for the one that costs the others most.</summary>
    public string Seed { get; init; } = "";

    /// <summary>Share of its outside assets that a defaulter realises, from 0 to 1.</summary>
    public double ExternalRecovery { get; init; } = 1;

    /// <summary>Share of what it is paid that a defaulter passes on, from 0 to 1.</summary>
    public double ClaimRecovery { get; init; } = 1;
}
