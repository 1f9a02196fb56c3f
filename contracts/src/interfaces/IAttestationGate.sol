// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IAttestationGate
/// @notice Lets a protocol's sensitive calls through only with the fresh word of k of its n guardians.
/// @dev The attestations (EIP-712) name protocol, caller, the hash of the very call, nonce and expiry; the domain names
/// the chain and this contract. Anybody may submit them. The protocol takes the permit up when it is called. Who
/// started the transaction plays no part, so smart accounts and batches work; signers may be contracts (ERC-1271).
/// @dev Trust: k guardians together can let a call through, fewer cannot; n - k + 1 can refuse every gated call, so
/// gate no way out that users depend on. The protocol's owner can change the policy after `POLICY_DELAY`.
/// @dev Warning: a permit is for one call of one caller. A call that reverts leaves it in place until it expires.
interface IAttestationGate {
    /// @notice Which guardians speak for a protocol and how many must.
    struct Policy {
        uint8 threshold;
        uint64 activeAt;
        address[] guardians;
    }

    /// @notice Emitted when the owner announces a policy; it holds from `activeAt` on.
    event PolicySet(address indexed protocol, uint8 threshold, address[] guardians, uint256 activeAt);

    /// @notice Emitted when a call is permitted until `expiry`.
    event Permitted(address indexed protocol, address indexed caller, bytes32 callHash, uint256 nonce, uint256 expiry);

    /// @notice Emitted when a permitted call takes its permit up.
    event Consumed(address indexed protocol, address indexed caller, bytes32 callHash, uint256 nonce);

    /// @notice Raised when `caller` does not own the protocol.
    error NotOwner(address caller);

    /// @notice Raised for a threshold of zero or above the guardians, for more than 32 of them, or unsorted ones.
    error BadPolicy();

    /// @notice Raised when the protocol has no policy in force.
    error NoPolicy(address protocol);

    /// @notice Raised when the attestation expired, or lasts longer than `EXPIRY_MAX`.
    error BadExpiry(uint256 expiry);

    /// @notice Raised when fewer than `needed` signatures are given.
    error TooFewSignatures(uint256 given, uint256 needed);

    /// @notice Raised when `signer` is not the next of the policy's guardians, in ascending order and without repeats.
    error NotSigner(address signer);

    /// @notice Raised when the signature is not `signer`'s.
    error BadSignature(address signer);

    /// @notice Raised when this caller has no valid permit for this call.
    error NotPermitted(address caller, bytes32 callHash);

    /// @notice Announces who speaks for `protocol`; only its owner. Sorted ascending, without repeats, at most 32.
    /// @dev The first policy holds at once, later ones after `POLICY_DELAY`.
    function setPolicy(address protocol, uint8 threshold, address[] calldata guardians) external;

    /// @notice Permits `caller` the call whose hash is `callHash` once, until `expiry` (`EXPIRY_MAX` ahead at most).
    /// @param signers ascending; at least the policy's threshold of its guardians
    /// @param signatures theirs, in the same order
    function permit(
        address protocol,
        address caller,
        bytes32 callHash,
        uint256 expiry,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external;

    /// @notice Uses the permit up; called by the protocol about its own caller. Reverts if there is none.
    function consume(address caller, bytes32 callHash) external;

    /// @notice Returns the number of `caller`'s next attestation for `protocol`.
    function nonces(address protocol, address caller) external view returns (uint256);

    /// @notice Returns the policy in force; empty if there is none.
    function policyOf(address protocol) external view returns (Policy memory);

    /// @notice Returns what the guardians sign.
    function digestOf(address protocol, address caller, bytes32 callHash, uint256 nonce, uint256 expiry)
        external
        view
        returns (bytes32);
}
