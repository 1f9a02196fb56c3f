// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "../IERC20.sol";
import {Unguarded} from "../Unguarded.sol";
import {Deposits} from "./Deposits.sol";

/// @title Vault
/// @notice The vault as it is without Cordon.
contract Vault is Deposits, Unguarded {
    constructor(IERC20 asset, uint256 version) Deposits(asset, version) {}
}
