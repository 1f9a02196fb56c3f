// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IERC20
/// @notice The part of ERC-20 that the arena's contracts use.
interface IERC20 {
    /// @notice Emitted when `value` moves; from or to zero when minted or burned.
    event Transfer(address indexed from, address indexed to, uint256 value);

    /// @notice Emitted when `owner` lets `spender` move up to `value`.
    event Approval(address indexed owner, address indexed spender, uint256 value);

    function balanceOf(address owner) external view returns (uint256);

    function transfer(address to, uint256 value) external returns (bool);

    function approve(address spender, uint256 value) external returns (bool);

    function transferFrom(address from, address to, uint256 value) external returns (bool);
}
