// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IRecoveryDesk
/// @notice Takes rescued assets in, passes them to the protocol's recovery address, and pays the rescuer's fee.
/// @dev The fee is a part of what is handed in, in the same asset and the same transaction, under the Safe Harbor terms
/// in force; the desk keeps nothing. An emergency module is a caller like any other.
/// @dev Trust: whoever publishes the terms names recovery address and fee. Nobody can be made to hand in.
/// @dev Warning: handing in own funds costs everything but the fee.
interface IRecoveryDesk {
    /// @notice Emitted when assets are handed in for an incident.
    event HandedIn(
        bytes32 indexed incident, address indexed rescuer, address indexed asset, uint256 recovered, uint256 fee
    );

    /// @notice Raised when nothing arrived.
    error NothingReceived();

    /// @notice Raised when the terms changed since the rescuer read them.
    error OtherTerms(uint256 expected, uint256 found);

    /// @notice Hands in `amount` of `asset`; the fee goes to `feeTo`, the rest to the recovery address.
    /// @param terms the version that the rescuer relies on
    function handIn(address asset, uint256 amount, bytes32 incident, uint256 terms, address feeTo)
        external
        returns (uint256 fee);

    /// @notice Hands in the ether sent.
    function handInEther(bytes32 incident, uint256 terms, address feeTo) external payable returns (uint256 fee);
}
