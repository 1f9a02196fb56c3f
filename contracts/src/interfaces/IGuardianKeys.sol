// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IGuardianKeys
/// @notice Who stands behind a node's signing key.
interface IGuardianKeys {
    /// @notice Returns the guardian whose signing key `key` is at this moment; the zero address if nobody's.
    function guardianOf(address key) external view returns (address guardian);
}
