// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IArbitrable} from "../interfaces/IArbitrable.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";

/// @title GovernorArbitrator
/// @notice An ERC-792 arbitrator whose rulings are votes of the community: for those who want no outside court.
/// @dev Trust: the governor decides every dispute, its sponsor's too; reporters who do not trust it will not report.
contract GovernorArbitrator is IArbitrator {
    address public immutable GOVERNOR;

    uint256 public disputeCount;
    mapping(uint256 disputeId => IArbitrable) public subjectOf;

    /// @notice Emitted when `subject` asks for a ruling.
    event DisputeCreated(uint256 indexed disputeId, IArbitrable indexed subject, uint256 choices);

    /// @notice Raised when `caller` is not the governor.
    error Unauthorized(address caller);

    /// @notice Raised when value is sent: a vote costs nothing.
    error WrongFee(uint256 sent);

    constructor(address governor) {
        GOVERNOR = governor;
    }

    /// @inheritdoc IArbitrator
    function createDispute(uint256 choices, bytes calldata) external payable returns (uint256 disputeId) {
        if (msg.value != 0) revert WrongFee(msg.value);
        disputeId = ++disputeCount;
        subjectOf[disputeId] = IArbitrable(msg.sender);

        emit DisputeCreated(disputeId, IArbitrable(msg.sender), choices);
    }

    /// @notice Gives the ruling of a dispute to whoever asked. Only the governor.
    function rule(uint256 disputeId, uint256 ruling) external {
        if (msg.sender != GOVERNOR) revert Unauthorized(msg.sender);
        subjectOf[disputeId].rule(disputeId, ruling);
    }

    /// @inheritdoc IArbitrator
    function arbitrationCost(bytes calldata) external pure returns (uint256) {
        return 0;
    }
}
