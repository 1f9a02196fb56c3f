// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Vesting
/// @notice Linear vesting; spec/vesting.md says the same in prose, with vectors.
library Vesting {
    /// @notice Returns what of `amount` has vested after `elapsed` of `duration` seconds, rounded down.
    /// @dev `amount` below 2^128 and `elapsed` below 2^64 cannot overflow.
    function vested(uint256 amount, uint256 elapsed, uint256 duration) internal pure returns (uint256) {
        return elapsed >= duration ? amount : amount * elapsed / duration;
    }
}
