// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "../Guarded.sol";
import {OldShares} from "./OldShares.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title GuardedShareVault
/// @notice The same ERC-4626 vault, as hollow, behind Cordon's breaker.
contract GuardedShareVault is OldShares, Guarded {
    constructor(IERC20 asset_, ICircuitBreaker breaker) OldShares(asset_) Guarded(breaker) {}
}
