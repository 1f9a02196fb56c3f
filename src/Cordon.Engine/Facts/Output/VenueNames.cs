using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts;

/// <summary>The names by which protocols are written in output and in labels.</summary>
public static class VenueNames
{
    public static string Of(SwapVenue venue) => venue switch
    {
        SwapVenue.UniswapV1 => "uniswap_v1",
        SwapVenue.UniswapV2 => "uniswap_v2",
        SwapVenue.UniswapV3 => "uniswap_v3",
        SwapVenue.UniswapV4 => "uniswap_v4",
        SwapVenue.BalancerV1 => "balancer_v1",
        SwapVenue.BalancerV2 => "balancer_v2",
        SwapVenue.Curve => "curve",
        SwapVenue.ZeroEx => "0x",
        SwapVenue.Bancor => "bancor",
        SwapVenue.Dodo => "dodo",
        _ => throw new ArgumentOutOfRangeException(nameof(venue), venue, "Not a venue."),
    };

    public static string Of(LendingProtocol protocol) => protocol switch
    {
        LendingProtocol.AaveV1 => "aave_v1",
        LendingProtocol.AaveV2 => "aave_v2",
        LendingProtocol.AaveV3 => "aave_v3",
        LendingProtocol.CompoundV2 => "compound_v2",
        LendingProtocol.CompoundV3 => "compound_v3",
        LendingProtocol.Maker => "maker",
        LendingProtocol.Morpho => "morpho",
        LendingProtocol.Euler => "euler",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Not a protocol."),
    };

    public static string Of(FlashLoanVenue venue) => venue switch
    {
        FlashLoanVenue.AaveV1 => "aave_v1",
        FlashLoanVenue.AaveV2 => "aave_v2",
        FlashLoanVenue.AaveV3 => "aave_v3",
        FlashLoanVenue.Dydx => "dydx",
        FlashLoanVenue.Balancer => "balancer_v2",
        FlashLoanVenue.Maker => "maker",
        FlashLoanVenue.UniswapV2 => "uniswap_v2",
        FlashLoanVenue.UniswapV3 => "uniswap_v3",
        FlashLoanVenue.Erc3156 => "erc3156",
        FlashLoanVenue.Generic => "generic",
        _ => throw new ArgumentOutOfRangeException(nameof(venue), venue, "Not a venue."),
    };
}
