// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRecoveryDesk} from "../interfaces/IRecoveryDesk.sol";
import {ISafeHarbor} from "../interfaces/ISafeHarbor.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title RecoveryDesk
contract RecoveryDesk is IRecoveryDesk, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    ISafeHarbor public immutable TERMS;

    constructor(ISafeHarbor terms) {
        TERMS = terms;
    }

    /// @inheritdoc IRecoveryDesk
    function handIn(address asset, uint256 amount, bytes32 incident, uint256 terms, address feeTo)
        external
        nonReentrant
        returns (uint256 fee)
    {
        uint256 before = IERC20(asset).balanceOf(address(this));
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(asset).balanceOf(address(this)) - before;
        address recovery;
        (recovery, fee) = _terms(terms, received);

        IERC20(asset).safeTransfer(recovery, received - fee);
        if (fee != 0) IERC20(asset).safeTransfer(feeTo, fee);

        emit HandedIn(incident, msg.sender, asset, received - fee, fee);
    }

    /// @inheritdoc IRecoveryDesk
    function handInEther(bytes32 incident, uint256 terms, address feeTo)
        external
        payable
        nonReentrant
        returns (uint256 fee)
    {
        address recovery;
        (recovery, fee) = _terms(terms, msg.value);

        Address.sendValue(payable(recovery), msg.value - fee);
        if (fee != 0) Address.sendValue(payable(feeTo), fee);

        emit HandedIn(incident, msg.sender, address(0), msg.value - fee, fee);
    }

    function _terms(uint256 expected, uint256 received) private view returns (address recovery, uint256 fee) {
        if (received == 0) revert NothingReceived();
        uint256 version = TERMS.version();
        if (version != expected) revert OtherTerms(expected, version);
        ISafeHarbor.Enforced memory terms = TERMS.enforcedOf(version);
        return (terms.recovery, received * terms.feeBps / 10_000);
    }
}
