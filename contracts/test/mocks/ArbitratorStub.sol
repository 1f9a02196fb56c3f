// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IArbitrable} from "../../src/interfaces/IArbitrable.sol";
import {IArbitrator} from "../../src/interfaces/IArbitrator.sol";

/// @dev Numbers disputes from 0, as Kleros does, and rules what a test says; hostile ones repeat a number.
contract ArbitratorStub is IArbitrator {
    uint256 public constant COST = 0.1 ether;
    uint256 public disputes;
    bool public isRepeating;
    bool public isRulingAtOnce;

    function misbehave(bool repeats, bool rulesAtOnce) external {
        isRepeating = repeats;
        isRulingAtOnce = rulesAtOnce;
    }

    function createDispute(uint256, bytes calldata) external payable returns (uint256 id) {
        require(msg.value == COST, "cost");
        id = isRepeating ? 0 : disputes++;
        if (isRulingAtOnce) IArbitrable(msg.sender).rule(id, 1);
    }

    function rule(IArbitrable subject, uint256 disputeId, uint256 ruling) external {
        subject.rule(disputeId, ruling);
    }

    function arbitrationCost(bytes calldata) external pure returns (uint256) {
        return COST;
    }
}
