// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "../Guarded.sol";
import {IERC20} from "../IERC20.sol";
import {Deposits} from "./Deposits.sol";

/// @title GuardedVault
/// @notice The same vault behind Cordon's breaker.
contract GuardedVault is Deposits, Guarded {
    constructor(IERC20 asset, uint256 version, ICircuitBreaker breaker) Deposits(asset, version) Guarded(breaker) {}
}
