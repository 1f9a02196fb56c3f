// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IUpgradeReview} from "../interfaces/IUpgradeReview.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @title ReviewedUUPS
/// @notice A UUPS implementation that takes only reviewed code; inherit it and name the upgrader, a timelock.
/// @dev Trust: the upgrader chooses when; the review decides what. Both are needed.
/// @dev Warning: each new implementation must inherit this again, which is for the auditors to see.
abstract contract ReviewedUUPS is UUPSUpgradeable {
    IUpgradeReview public immutable REVIEW;

    /// @notice Raised when `caller` is not the upgrader.
    error NotUpgrader(address caller);

    constructor(IUpgradeReview review) {
        REVIEW = review;
    }

    /// @notice Upgrades the proxy and calls it with `data`, if the review approved both; only the upgrader.
    function upgradeToAndCall(address implementation, bytes memory data) public payable override onlyProxy {
        REVIEW.requireApproved(address(this), implementation, data);
        super.upgradeToAndCall(implementation, data);
    }

    /// @notice Returns who may upgrade: the protocol's timelock.
    function upgrader() public view virtual returns (address);

    function _authorizeUpgrade(address) internal view override {
        if (msg.sender != upgrader()) revert NotUpgrader(msg.sender);
    }
}
