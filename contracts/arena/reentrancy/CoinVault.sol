// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Unguarded} from "../Unguarded.sol";
import {CoinBank} from "./CoinBank.sol";

/// @title CoinVault
/// @notice The vault as it is without Cordon.
contract CoinVault is CoinBank, Unguarded {
    /// @notice Raised when the recipient refuses the payment.
    error NotPaid(address recipient);

    function _tookCoin(uint256) internal pure override {}

    function _payCoin(address payable to, uint256 amount) internal override {
        (bool isPaid,) = to.call{value: amount}("");
        if (!isPaid) revert NotPaid(to);
    }
}
