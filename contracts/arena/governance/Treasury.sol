// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Unguarded} from "../Unguarded.sol";
import {CommunityFunds} from "./CommunityFunds.sol";

/// @title Treasury
/// @notice The treasury as it is without Cordon.
contract Treasury is CommunityFunds, Unguarded {
    constructor(address governor) CommunityFunds(governor) {}
}
