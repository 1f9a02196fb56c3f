// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAttestationGate} from "../interfaces/IAttestationGate.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title AttestationGate
contract AttestationGate is IAttestationGate, EIP712 {
    uint256 public constant EXPIRY_MAX = 5 minutes;
    uint256 public constant POLICY_DELAY = 2 days;
    uint256 public constant GUARDIANS_MAX = 32;

    bytes32 public constant ATTESTATION_TYPEHASH =
        keccak256("CallAttestation(address protocol,address caller,bytes32 callHash,uint256 nonce,uint256 expiry)");

    struct Permit {
        uint256 expiry;
        uint256 nonce;
    }

    mapping(address protocol => Policy) private _current;
    mapping(address protocol => Policy) private _next;
    mapping(address protocol => mapping(address caller => uint256)) private _nonces;
    mapping(address protocol => mapping(address caller => mapping(bytes32 callHash => Permit))) private _permits;

    constructor() EIP712("Cordon AttestationGate", "1") {}

    /// @inheritdoc IAttestationGate
    function setPolicy(address protocol, uint8 threshold, address[] calldata guardians) external {
        if (msg.sender != Ownable(protocol).owner()) revert NotOwner(msg.sender);
        bool isCount = threshold != 0 && threshold <= guardians.length && guardians.length <= GUARDIANS_MAX;
        if (!isCount || !_isAscending(guardians)) revert BadPolicy();

        _promote(protocol);
        bool isFirst = _current[protocol].threshold == 0;
        uint256 activeAt = isFirst ? block.timestamp : block.timestamp + POLICY_DELAY;
        Policy memory policy = Policy(threshold, uint64(activeAt), guardians);
        if (isFirst) _current[protocol] = policy;
        else _next[protocol] = policy;

        emit PolicySet(protocol, threshold, guardians, activeAt);
    }

    /// @inheritdoc IAttestationGate
    function permit(
        address protocol,
        address caller,
        bytes32 callHash,
        uint256 expiry,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external {
        if (expiry < block.timestamp || expiry > block.timestamp + EXPIRY_MAX) {
            revert BadExpiry(expiry);
        }
        _promote(protocol);
        Policy memory policy = _current[protocol];
        if (policy.threshold == 0) revert NoPolicy(protocol);
        uint256 nonce = _nonces[protocol][caller]++;
        bytes32 digest = digestOf(protocol, caller, callHash, nonce, expiry);
        _requireQuorum(policy, digest, signers, signatures);

        _permits[protocol][caller][callHash] = Permit(expiry, nonce);

        emit Permitted(protocol, caller, callHash, nonce, expiry);
    }

    /// @inheritdoc IAttestationGate
    function consume(address caller, bytes32 callHash) external {
        Permit memory given = _permits[msg.sender][caller][callHash];
        if (block.timestamp > given.expiry) revert NotPermitted(caller, callHash);

        delete _permits[msg.sender][caller][callHash];

        emit Consumed(msg.sender, caller, callHash, given.nonce);
    }

    /// @inheritdoc IAttestationGate
    function nonces(address protocol, address caller) external view returns (uint256) {
        return _nonces[protocol][caller];
    }

    /// @inheritdoc IAttestationGate
    function policyOf(address protocol) external view returns (Policy memory) {
        return _isDue(protocol) ? _next[protocol] : _current[protocol];
    }

    /// @inheritdoc IAttestationGate
    function digestOf(address protocol, address caller, bytes32 callHash, uint256 nonce, uint256 expiry)
        public
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(ATTESTATION_TYPEHASH, protocol, caller, callHash, nonce, expiry)));
    }

    function _promote(address protocol) private {
        if (!_isDue(protocol)) return;
        _current[protocol] = _next[protocol];
        delete _next[protocol];
    }

    function _isDue(address protocol) private view returns (bool) {
        uint256 activeAt = _next[protocol].activeAt;
        return activeAt != 0 && block.timestamp >= activeAt;
    }

    /// @dev Both lists ascend, so one walk over the policy finds every signer and admits none twice.
    function _requireQuorum(
        Policy memory policy,
        bytes32 digest,
        address[] calldata signers,
        bytes[] calldata signatures
    ) private view {
        uint256 count = signers.length < signatures.length ? signers.length : signatures.length;
        if (count < policy.threshold) revert TooFewSignatures(count, policy.threshold);
        uint256 next;
        for (uint256 i; i < count; ++i) {
            address signer = signers[i];
            while (next < policy.guardians.length && policy.guardians[next] < signer) ++next;
            if (next == policy.guardians.length || policy.guardians[next] != signer) revert NotSigner(signer);
            ++next;
            if (!SignatureChecker.isValidSignatureNow(signer, digest, signatures[i])) revert BadSignature(signer);
        }
    }

    function _isAscending(address[] calldata guardians) private pure returns (bool) {
        address last;
        for (uint256 i; i < guardians.length; ++i) {
            if (guardians[i] <= last) return false;
            last = guardians[i];
        }
        return true;
    }
}
