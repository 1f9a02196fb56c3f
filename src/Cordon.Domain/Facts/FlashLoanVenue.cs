namespace Cordon.Domain.Facts;

public enum FlashLoanVenue : byte
{
    AaveV1,
    AaveV2,
    AaveV3,
    Dydx,
    Balancer,
    Maker,
    UniswapV2,
    UniswapV3,
    Erc3156,

    /// <summary>No known interface: an asset leaves a contract into a callback and is back
    /// when the frame ends.</summary>
    Generic,
}
