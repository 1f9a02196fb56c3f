// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {StreamMath} from "../src/libraries/StreamMath.sol";

/// @dev Not deployed: what the SMTChecker proves of the streams' deposit, for every sequence of calls with every
/// argument: what is set aside, and so what is owed, is never more than what is held. `./cordon contracts prove`.
contract StreamProof {
    uint256 private _held;
    uint256 private _setAside;

    function deposit(uint256 amount) external {
        require(amount < 1 << 200 && _held < 1 << 200);
        _held += amount;
    }

    /// @dev Time that passes at whatever rates costs some amount; this holds for every amount.
    function pass(uint256 cost) external {
        uint256 setAside = StreamMath.reserved(_held, _setAside, cost);
        assert(setAside >= _setAside);
        assert(setAside <= _held);
        _setAside = setAside;
    }

    function refund(uint256 amount) external {
        require(amount <= _held - _setAside);
        _held -= amount;
        assert(_setAside <= _held);
    }

    /// @dev A payment, and what idling gives back: never more than what is set aside.
    function pay(uint256 amount, uint256 released) external {
        require(amount <= _setAside && released <= _setAside - amount);
        _held -= amount;
        _setAside -= amount + released;
        assert(_setAside <= _held);
    }

    function invariant() external view {
        assert(_setAside <= _held);
    }
}
