namespace Cordon.Domain.Facts;

/// <summary>The family of pool contracts; forks share their original's.</summary>
public enum SwapVenue : byte
{
    UniswapV1,
    UniswapV2,
    UniswapV3,
    UniswapV4,
    BalancerV1,
    BalancerV2,
    Curve,
    ZeroEx,
    Bancor,
    Dodo,
}
