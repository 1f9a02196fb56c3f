// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Unguarded} from "../Unguarded.sol";
import {OldShares} from "./OldShares.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title ShareVault
/// @notice The ERC-4626 vault as it is without Cordon.
contract ShareVault is OldShares, Unguarded {
    constructor(IERC20 asset_) OldShares(asset_) {}
}
