namespace Cordon.Domain.Facts;

/// <summary>The family of lending market; forks share their original's.</summary>
public enum LendingProtocol : byte
{
    AaveV1,
    AaveV2,
    AaveV3,
    CompoundV2,
    CompoundV3,
    Maker,
    Morpho,
    Euler,
}
