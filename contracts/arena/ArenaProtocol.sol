// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "./IERC20.sol";

/// @title ArenaProtocol
/// @notice What a protocol of the arena leaves open, so that the same business runs with and without Cordon: how it
/// lets a caller in, pays and takes. Unguarded does it as most protocols do, Guarded behind a breaker.
abstract contract ArenaProtocol {
    /// @dev Called first by what a breaker may stop, with the function's group.
    function _enter(bytes32 group) internal virtual;

    function _pay(IERC20 asset, address to, uint256 amount) internal virtual;

    function _take(IERC20 asset, address from, uint256 amount) internal virtual;
}
