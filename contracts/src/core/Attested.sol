// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAttestationGate} from "../interfaces/IAttestationGate.sol";

/// @title Attested
/// @notice What a protocol inherits to put a call behind an attestation gate.
/// @dev Trust: the gate decides who gets through; it is fixed at deployment.
/// @dev Warning: the permit binds value and data of the whole call, so a gated function must not be reached by
/// delegatecall or a multicall that changes `msg.data`.
abstract contract Attested {
    IAttestationGate public immutable GATE;

    constructor(IAttestationGate gate) {
        GATE = gate;
    }

    /// @dev Lets the call through if guardians permitted exactly it to its direct caller.
    modifier onlyAttested() {
        GATE.consume(msg.sender, callHashOf(msg.value, msg.data));
        _;
    }

    /// @notice Returns the hash under which guardians permit a call of this contract.
    function callHashOf(uint256 value, bytes calldata data) public view returns (bytes32) {
        return keccak256(abi.encode(address(this), value, data));
    }
}
