// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IArbitrator
/// @notice The part of an ERC-792 arbitrator that an arbitrable contract calls.
/// @dev Trust: the arbitrator's ruling decides a dispute; it is named at deployment and cannot be changed.
/// @dev Warning: it may raise its price, or never rule; whoever opens a dispute says what happens then.
interface IArbitrator {
    /// @notice Opens a dispute with rulings 1 to `choices`, for the price of `arbitrationCost` exactly.
    function createDispute(uint256 choices, bytes calldata extraData) external payable returns (uint256 disputeId);

    /// @notice Returns what a dispute costs, in wei.
    function arbitrationCost(bytes calldata extraData) external view returns (uint256 cost);
}
