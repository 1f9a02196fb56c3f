// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Unguarded} from "../Unguarded.sol";
import {FarSide} from "./FarSide.sol";

/// @title MintSide
/// @notice The far side as it is without Cordon.
contract MintSide is FarSide, Unguarded {
    constructor(address home, address updater, bytes32 firstRoot) FarSide(home, updater, firstRoot) {}
}
