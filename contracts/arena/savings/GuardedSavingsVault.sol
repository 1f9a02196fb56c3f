// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "../Guarded.sol";
import {IERC20} from "../IERC20.sol";
import {Savings} from "./Savings.sol";

/// @title GuardedSavingsVault
/// @notice The same vault, as hollow, behind Cordon's breaker.
contract GuardedSavingsVault is Savings, Guarded {
    constructor(IERC20 asset, uint256 rateWad, ICircuitBreaker breaker) Savings(asset, rateWad) Guarded(breaker) {}
}
