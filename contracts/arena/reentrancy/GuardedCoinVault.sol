// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "../Guarded.sol";
import {CoinBank} from "./CoinBank.sol";

/// @title GuardedCoinVault
/// @notice The same vault, as hollow, behind Cordon's breaker.
contract GuardedCoinVault is CoinBank, Guarded {
    constructor(ICircuitBreaker breaker) Guarded(breaker) {}

    function _tookCoin(uint256 amount) internal override {
        _tookInCoin(amount);
    }

    function _payCoin(address payable to, uint256 amount) internal override {
        _payOutCoin(to, amount);
    }
}
