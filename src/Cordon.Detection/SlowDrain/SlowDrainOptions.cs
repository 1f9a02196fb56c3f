using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.SlowDrain;

public sealed class SlowDrainOptions
{
    /// <summary>Blocks after which the counting begins anew.</summary>
    [Range(10, 1_000_000)]
    public int WindowBlocks { get; init; } = 7_200;

    /// <summary>Payments to one account within a window from which they are a drain.</summary>
    [Range(2, 100_000)]
    public int PaymentsMin { get; init; } = 12;

    /// <summary>Share of all that left the contract in the window that this account must have got, in basis points.
    /// </summary>
    [Range(1, 10_000)]
    public int ShareBpsMin { get; init; } = 2_500;

    /// <summary>Accounts remembered over all contracts; the oldest are forgotten first.</summary>
    [Range(1, 1_000_000)]
    public int AccountsMax { get; init; } = 20_000;
}
