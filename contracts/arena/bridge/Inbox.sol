// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Inbox
/// @notice Accepts messages of the bridge's other side that are in a tree whose root the updater confirmed.
/// @dev Trust: the updater can have any message accepted.
/// @dev Warning: broken on purpose where it is deployed with a first root of zero. Zero is also what a message that was
/// never proven has for a root, so every invented message passes: the hole of Nomad (2022).
abstract contract Inbox {
    /// @notice Emitted when the updater confirms a root.
    event RootConfirmed(bytes32 indexed root);

    /// @notice Emitted when a message is shown to be under a confirmed root.
    event Proven(bytes32 indexed message, bytes32 indexed root);

    /// @notice Emitted when a message has taken effect.
    event Accepted(bytes32 indexed message);

    /// @notice Raised when `caller` is not the updater.
    error NotUpdater(address caller);

    /// @notice Raised when the message's root is not confirmed.
    error NotProven(bytes32 message);

    /// @notice Raised when the message took effect before.
    error WasAccepted(bytes32 message);

    address public immutable UPDATER;

    mapping(bytes32 root => bool) public isConfirmed;
    mapping(bytes32 message => bytes32 root) public rootOf;
    mapping(bytes32 message => bool) public wasAccepted;

    constructor(address updater, bytes32 firstRoot) {
        UPDATER = updater;
        isConfirmed[firstRoot] = true;
    }

    /// @notice Confirms the root of a tree of messages.
    function confirm(bytes32 root) external {
        if (msg.sender != UPDATER) revert NotUpdater(msg.sender);
        isConfirmed[root] = true;
        emit RootConfirmed(root);
    }

    /// @notice Shows that `message` is under a confirmed root.
    function prove(bytes32 message, bytes32[] calldata proof) external {
        bytes32 root = MerkleProof.processProofCalldata(proof, message);
        if (!isConfirmed[root]) revert NotProven(message);
        rootOf[message] = root;
        emit Proven(message, root);
    }

    /// @notice The hash of the `nonce`-th message of a side, which moves `amount` to `to`.
    function messageOf(address side, uint256 nonce, address to, uint256 amount) public pure returns (bytes32) {
        return keccak256(abi.encode(side, nonce, to, amount));
    }

    function _accept(bytes32 message) internal {
        if (wasAccepted[message]) revert WasAccepted(message);
        if (!isConfirmed[rootOf[message]]) revert NotProven(message);
        wasAccepted[message] = true;
        emit Accepted(message);
    }
}
