// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "./Guarded.sol";
import {IERC20} from "./IERC20.sol";
import {IUniswapV2Pair} from "./IUniswapV2Pair.sol";
import {LendingMarket} from "./LendingMarket.sol";

/// @title GuardedLender
/// @notice The same lending market behind Cordon's breaker.
contract GuardedLender is LendingMarket, Guarded {
    constructor(IUniswapV2Pair pool, IERC20 collateral, IERC20 loan, ICircuitBreaker breaker)
        LendingMarket(pool, collateral, loan)
        Guarded(breaker)
    {}
}
