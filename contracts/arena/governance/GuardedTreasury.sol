// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "../Guarded.sol";
import {CommunityFunds} from "./CommunityFunds.sol";

/// @title GuardedTreasury
/// @notice The same treasury behind Cordon's breaker.
contract GuardedTreasury is CommunityFunds, Guarded {
    constructor(address governor, ICircuitBreaker breaker) CommunityFunds(governor) Guarded(breaker) {}
}
