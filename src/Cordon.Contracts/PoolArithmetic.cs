using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>The arithmetic of a guardian's pool, as spec/stake.md has it. Amounts are in the token's smallest unit.
/// </summary>
public static class PoolArithmetic
{
    private const ulong VirtualShares = 1_000, VirtualAssets = 1;

    /// <summary>What shares of a pool are worth, rounded down.</summary>
    public static UInt256 Worth(UInt256 of, UInt256 assets, UInt256 shares) =>
        UInt256.MulDiv(of, assets + VirtualAssets, shares + VirtualShares);

    /// <summary>The fewest shares of a pool that are worth an amount.</summary>
    public static UInt256 SharesFor(UInt256 amount, UInt256 assets, UInt256 shares) =>
        UInt256.MulDivUp(amount, shares + VirtualShares, assets + VirtualAssets);
}
