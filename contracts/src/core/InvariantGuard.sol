// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInvariantGuard} from "../interfaces/IInvariantGuard.sol";

/// @title InvariantGuard
/// @dev Inherit, list the invariants in `_invariants`, and put `guarded` on what moves value.
abstract contract InvariantGuard is IInvariantGuard {
    bool private transient _isInside;

    /// @dev The outermost call checks; what it calls back into may pass through states that do not hold yet.
    modifier guarded() {
        if (_isInside) {
            _;
        } else {
            Invariant[] memory all = _invariants();
            _check(all, false);
            _isInside = true;
            _;
            _isInside = false;
            _check(all, true);
        }
    }

    /// @inheritdoc IInvariantGuard
    function allInvariants() external view returns (Invariant[] memory) {
        return _invariants();
    }

    /// @inheritdoc IInvariantGuard
    function firstBroken() external view returns (bytes32 name) {
        Invariant[] memory all = _invariants();
        for (uint256 i; i < all.length; ++i) {
            if (!_holds(all[i])) return all[i].name;
        }
    }

    /// @notice Returns the statements to keep true; their order is that of the checks.
    function _invariants() internal view virtual returns (Invariant[] memory);

    function _check(Invariant[] memory all, bool isAfter) private view {
        for (uint256 i; i < all.length; ++i) {
            if (!_holds(all[i])) revert InvariantBroken(all[i].name, isAfter);
        }
    }

    /// @dev One 64th of the gas stays here (EIP-150), so a caller could starve the question to fail it; refused apart.
    function _holds(Invariant memory invariant) private view returns (bool) {
        uint256 needed = uint256(invariant.gasMax) + invariant.gasMax / 63 + 5000;
        if (gasleft() < needed) revert TooLittleGas(invariant.name, needed);
        bytes memory question = invariant.call;
        address target = invariant.target;
        uint256 gasMax = invariant.gasMax;
        bool isAnswered;
        uint256 answer;
        // Reads one word only: an answer of any length must not be copied at this contract's cost.
        assembly ("memory-safe") {
            isAnswered := staticcall(gasMax, target, add(question, 0x20), mload(question), 0x00, 0x20)
            isAnswered := and(isAnswered, gt(returndatasize(), 0x1f))
            answer := mload(0x00)
        }
        return isAnswered && answer == 1;
    }
}
