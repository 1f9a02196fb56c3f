// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISafeHarbor} from "../interfaces/ISafeHarbor.sol";

/// @title SafeHarbor
contract SafeHarbor is ISafeHarbor {
    uint256 public constant FEE_BPS_MAX = 2000;

    address public immutable GOVERNOR;

    /// @dev ABI-encoded: copying nested lists into storage field by field would triple the code and the gas.
    mapping(uint256 number => bytes) private _agreements;
    mapping(uint256 number => Enforced) private _enforced;

    /// @inheritdoc ISafeHarbor
    uint256 public version;

    constructor(address governor, Agreement memory agreement, Enforced memory enforced) {
        GOVERNOR = governor;
        _publish(agreement, enforced);
    }

    /// @inheritdoc ISafeHarbor
    function publish(Agreement memory agreement, Enforced memory enforced) external {
        if (msg.sender != GOVERNOR) revert Unauthorized(msg.sender);
        _publish(agreement, enforced);
    }

    /// @inheritdoc ISafeHarbor
    function agreementOf(uint256 number) external view returns (Agreement memory) {
        if (number == 0 || number > version) revert NoVersion(number);
        return abi.decode(_agreements[number], (Agreement));
    }

    /// @inheritdoc ISafeHarbor
    function enforcedOf(uint256 number) external view returns (Enforced memory) {
        if (number == 0 || number > version) revert NoVersion(number);
        return _enforced[number];
    }

    function _publish(Agreement memory agreement, Enforced memory enforced) private {
        uint128[4] memory caps = enforced.caps;
        bool isRising = caps[0] <= caps[1] && caps[1] <= caps[2] && caps[2] <= caps[3];
        BountyTerms memory bounty = agreement.bountyTerms;
        if (bounty.bountyPercentage > 100) revert BadTerms();
        uint256 feeBps = bounty.retainable ? bounty.bountyPercentage * 100 : 0;
        bool isFee = enforced.feeBps <= FEE_BPS_MAX && enforced.feeBps <= feeBps;
        if (!isRising || !isFee || enforced.recovery == address(0)) revert BadTerms();

        for (uint256 i; i < agreement.accounts.length; ++i) {
            if (agreement.accounts[i].chain >= agreement.chains.length) revert BadTerms();
        }

        uint256 number = ++version;
        _agreements[number] = abi.encode(agreement);
        _enforced[number] = enforced;

        emit Published(number, keccak256(_agreements[number]));
    }
}
