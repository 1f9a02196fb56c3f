// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IUniswapV2Pair
/// @notice The part of a Uniswap V2 pool that the arena's contracts use; the pools themselves run the real bytecode.
interface IUniswapV2Pair {
    function token0() external view returns (address);

    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast);

    /// @notice Sends both amounts first and checks the payment afterwards; with `data`, calls `to` in between.
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}
