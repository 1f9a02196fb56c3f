namespace Cordon.Detection.Flows;

/// <summary>Selectors of public standards whose meaning is the same in every contract that has them.</summary>
internal static class PublicEntry
{
    public const uint Transfer = 0xa9059cbb;         // transfer(address,uint256)
    public const uint TransferFrom = 0x23b872dd;     // transferFrom(address,address,uint256)
    public const uint BalanceOf = 0x70a08231;        // balanceOf(address)
    public const uint PairSwap = 0x022c0d9f;         // swap(uint256,uint256,address,bytes)
    public const uint PairSync = 0xfff6cae9;         // sync()
    public const uint PairSkim = 0xbc25cf77;         // skim(address)

    public const uint PoolCollect = 0x4f1eb3d8;      // collect(address,int24,int24,uint128,uint128)

    public static bool IsTokenMove(uint selector) => selector is Transfer or TransferFrom;

    /// <summary>An entry of a public swap router, which anybody's contract may call on anybody's behalf.</summary>
    public static bool IsRouter(uint selector) => selector is
        0x38ed1739       // swapExactTokensForTokens
        or 0x8803dbee    // swapTokensForExactTokens
        or 0x7ff36ab5    // swapExactETHForTokens
        or 0x4a25d94a    // swapTokensForExactETH
        or 0x18cbafe5    // swapExactTokensForETH
        or 0xfb3bdb41    // swapETHForExactTokens
        or 0x5c11d795    // swapExactTokensForTokensSupportingFeeOnTransferTokens
        or 0xb6f9de95    // swapExactETHForTokensSupportingFeeOnTransferTokens
        or 0x791ac947    // swapExactTokensForETHSupportingFeeOnTransferTokens
        or 0xe8e33700    // addLiquidity
        or 0xf305d719    // addLiquidityETH
        or 0xbaa2abde    // removeLiquidity
        or 0x02751cec    // removeLiquidityETH
        or 0xaf2979eb    // removeLiquidityETHSupportingFeeOnTransferTokens
        or 0x414bf389    // exactInputSingle
        or 0xc04b8d59;   // exactInput
}
