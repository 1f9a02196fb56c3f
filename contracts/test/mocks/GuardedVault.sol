// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {InvariantGuard} from "../../src/core/InvariantGuard.sol";

/// @dev Promises `assets >= debts`, in one of the ways a test chooses, and calls back before it keeps the promise.
contract GuardedVault is InvariantGuard {
    enum Mode {
        Normal,
        Reverts,
        SaysTwo,
        SaysNothing,
        SaysMuch,
        BurnsGas
    }

    uint256 public assets = 10;
    uint256 public debts = 10;
    Mode public mode;

    function set(Mode mode_) external {
        mode = mode_;
    }

    function lend(uint256 amount) external guarded {
        debts += amount;
    }

    /// @dev Debts first, then the borrower's callback, then assets: the promise fails in between only.
    function flash(uint256 amount, bytes calldata call) external guarded {
        debts += amount;
        (bool isDone, bytes memory reason) = msg.sender.call(call);
        require(isDone, string(reason));
        assets += amount;
    }

    function breakSilently() external {
        debts += 1;
    }

    function isSolvent() external view returns (uint256) {
        if (mode == Mode.Reverts) revert("down");
        if (mode == Mode.SaysTwo) return 2;
        if (mode == Mode.BurnsGas) while (gasleft() > 100) {}
        if (mode == Mode.SaysNothing || mode == Mode.SaysMuch) {
            bool isMuch = mode == Mode.SaysMuch;
            assembly ("memory-safe") {
                mstore(0, 1)
                return(0, mul(isMuch, 20000))
            }
        }
        return assets >= debts ? 1 : 0;
    }

    function _invariants() internal view override returns (Invariant[] memory all) {
        all = new Invariant[](2);
        all[0] = Invariant("always", address(this), 50_000, abi.encodeCall(this.alwaysTrue, ()));
        all[1] = Invariant("solvent", address(this), 100_000, abi.encodeCall(this.isSolvent, ()));
    }

    function alwaysTrue() external pure returns (bool) {
        return true;
    }
}
