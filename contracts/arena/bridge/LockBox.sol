// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "../IERC20.sol";
import {Unguarded} from "../Unguarded.sol";
import {HomeSide} from "./HomeSide.sol";

/// @title LockBox
/// @notice The home side as it is without Cordon.
contract LockBox is HomeSide, Unguarded {
    constructor(IERC20 asset, address updater, bytes32 firstRoot) HomeSide(asset, updater, firstRoot) {}
}
