// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {Guarded} from "../Guarded.sol";
import {FarSide} from "./FarSide.sol";

/// @title GuardedMintSide
/// @notice The same far side, as hollow, behind Cordon's breaker, and with a limit on what is minted.
contract GuardedMintSide is FarSide, Guarded {
    constructor(address home, address updater, bytes32 firstRoot, ICircuitBreaker breaker)
        FarSide(home, updater, firstRoot)
        Guarded(breaker)
    {}

    function _countMint(uint256 amount) internal override {
        BREAKER.enter("minted", amount);
    }
}
