// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IGuardianKeys
/// @notice Who stands behind a node's signing key, and with how much.
/// @dev Trust: no role; the stake keeps these records.
/// @dev Warning: a key is looked up as it is today, the weight as it was: a key that has rotated since has none.
interface IGuardianKeys {
    /// @notice Returns index and weight at `timepoint` (past) of the guardian that signs with `key` today; else zeros.
    function seatAt(address key, uint256 timepoint) external view returns (uint32 index, uint256 weight);

    /// @notice Returns the guardian with `index`, counted from 1.
    function guardianAt(uint32 index) external view returns (address guardian);
}
