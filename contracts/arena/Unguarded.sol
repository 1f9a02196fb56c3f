// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "./ArenaProtocol.sol";
import {IERC20} from "./IERC20.sol";

/// @title Unguarded
/// @notice Lets everyone in and pays at once.
abstract contract Unguarded is ArenaProtocol {
    function _enter(bytes32) internal pure override {}

    function _pay(IERC20 asset, address to, uint256 amount) internal override {
        asset.transfer(to, amount);
    }

    function _take(IERC20 asset, address from, uint256 amount) internal override {
        asset.transferFrom(from, address(this), amount);
    }
}
