// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IArbitrator} from "./IArbitrator.sol";

/// @title IArbitrable
/// @notice What an ERC-792 arbitrator calls back.
/// @dev Trust: only the arbitrator that was asked may rule.
/// @dev Warning: a ruling comes whenever the arbitrator gives it, perhaps after a deadline of the dispute's own.
interface IArbitrable {
    /// @notice Emitted when a ruling arrives.
    event Ruling(IArbitrator indexed arbitrator, uint256 indexed disputeId, uint256 ruling);

    /// @notice Gives the ruling of a dispute; 0 is the arbitrator's refusal to rule.
    function rule(uint256 disputeId, uint256 ruling) external;
}
