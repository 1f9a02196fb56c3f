// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "../IERC20.sol";
import {Unguarded} from "../Unguarded.sol";
import {Savings} from "./Savings.sol";

/// @title SavingsVault
/// @notice The vault as it is without Cordon.
contract SavingsVault is Savings, Unguarded {
    constructor(IERC20 asset, uint256 rateWad) Savings(asset, rateWad) {}
}
