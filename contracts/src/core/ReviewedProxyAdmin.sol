// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IUpgradeReview} from "../interfaces/IUpgradeReview.sol";
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {ITransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";

/// @title ReviewedProxyAdmin
/// @notice Owns the ProxyAdmin of transparent proxies and passes on reviewed upgrades only.
/// @dev Trust: the timelock chooses when; the review decides what. Nobody can move the ownership on, so the choice of
/// this contract is final for the proxies under it.
contract ReviewedProxyAdmin {
    IUpgradeReview public immutable REVIEW;

    /// @notice Who may upgrade: the protocol's timelock.
    address public immutable TIMELOCK;

    /// @notice Raised when `caller` is not the timelock.
    error NotTimelock(address caller);

    constructor(IUpgradeReview review, address timelock) {
        REVIEW = review;
        TIMELOCK = timelock;
    }

    /// @notice Upgrades `proxy`, whose admin contract is `admin`, and calls it with `data`, if the review approved
    /// both.
    function upgradeAndCall(
        ProxyAdmin admin,
        ITransparentUpgradeableProxy proxy,
        address implementation,
        bytes calldata data
    ) external payable {
        if (msg.sender != TIMELOCK) revert NotTimelock(msg.sender);
        REVIEW.requireApproved(address(proxy), implementation, data);

        admin.upgradeAndCall{value: msg.value}(proxy, implementation, data);
    }
}
