// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Signatures
/// @notice Checks a signature of an account or of a contract (ERC-1271) without ever reverting.
/// @dev Warning: a contract can change its mind; what it signs is only as lasting as its code.
library Signatures {
    /// @dev Enough for a Safe with ten owners. A contract that would burn more cannot spoil the batch it is in.
    uint256 internal constant CONTRACT_GAS = 150_000;

    /// @notice Returns whether `signer` signed `digest`. Accounts are tried first: their check touches no storage.
    function isValid(address signer, bytes32 digest, bytes memory signature) internal view returns (bool) {
        (address recovered, ECDSA.RecoverError fault,) = ECDSA.tryRecover(digest, signature);
        if (fault == ECDSA.RecoverError.NoError && recovered == signer) return true;
        if (signer.code.length == 0) return false;

        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bool answered;
        bytes32 answer;
        // Only one word is copied: an answer of megabytes would cost the caller its gas.
        assembly ("memory-safe") {
            answered := staticcall(CONTRACT_GAS, signer, add(question, 0x20), mload(question), 0x00, 0x20)
            answered := and(answered, gt(returndatasize(), 0x1f))
            answer := mload(0x00)
        }
        return answered && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
