// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ReviewedUUPS} from "../../src/core/ReviewedUUPS.sol";
import {IUpgradeReview} from "../../src/interfaces/IUpgradeReview.sol";

/// @dev A UUPS protocol; `number` tells the versions, and so their code, apart.
contract UpgradeableProtocol is ReviewedUUPS {
    uint256 public immutable NUMBER;
    address private immutable _TIMELOCK;
    uint256 public migrated;

    constructor(IUpgradeReview review, address timelock, uint256 number) ReviewedUUPS(review) {
        NUMBER = number;
        _TIMELOCK = timelock;
    }

    function migrate(uint256 to) external {
        migrated = to;
    }

    function upgrader() public view override returns (address) {
        return _TIMELOCK;
    }
}

/// @dev What stands behind a transparent proxy.
contract PlainLogic {
    uint256 public immutable NUMBER;

    constructor(uint256 number) {
        NUMBER = number;
    }

    function touch() external {}
}
