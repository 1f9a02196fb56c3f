// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "./IERC20.sol";
import {IUniswapV2Pair} from "./IUniswapV2Pair.sol";
import {LendingMarket} from "./LendingMarket.sol";
import {Unguarded} from "./Unguarded.sol";

/// @title SpotPriceLender
/// @notice The lending market as it is without Cordon.
contract SpotPriceLender is LendingMarket, Unguarded {
    constructor(IUniswapV2Pair pool, IERC20 collateral, IERC20 loan) LendingMarket(pool, collateral, loan) {}
}
