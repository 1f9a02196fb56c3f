// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "../Guarded.sol";
import {IERC20} from "../IERC20.sol";
import {HomeSide} from "./HomeSide.sol";

/// @title GuardedLockBox
/// @notice The same home side behind Cordon's breaker.
contract GuardedLockBox is HomeSide, Guarded {
    constructor(IERC20 asset, address updater, bytes32 firstRoot, ICircuitBreaker breaker)
        HomeSide(asset, updater, firstRoot)
        Guarded(breaker)
    {}
}
