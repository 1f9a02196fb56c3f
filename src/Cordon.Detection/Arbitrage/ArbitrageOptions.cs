using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.Arbitrage;

public sealed class ArbitrageOptions
{
    /// <summary>How far what one trade paid out may differ from what the next took in, in basis points.</summary>
    [Range(0, 10_000)]
    public int DifferenceBpsMax { get; init; } = 100;

    /// <summary>Trades of one transaction that are searched for cycles; a longer list is cut there.</summary>
    [Range(2, 4_096)]
    public int SwapsMax { get; init; } = 512;
}
