// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Attested} from "../../src/core/Attested.sol";
import {IAttestationGate} from "../../src/interfaces/IAttestationGate.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @dev A protocol with one sensitive call.
contract GatedTreasury is Attested, Ownable {
    uint256 public moved;

    constructor(IAttestationGate gate, address owner) Attested(gate) Ownable(owner) {}

    function move(uint256 amount) external payable onlyAttested {
        require(amount != 13, "unlucky");
        moved += amount;
    }
}

/// @dev A contract that signs (ERC-1271) what its owner approved, and calls on its behalf: a smart account.
contract SmartAccount {
    mapping(bytes32 digest => bool) public isApproved;

    function approve(bytes32 digest) external {
        isApproved[digest] = true;
    }

    function run(address target, bytes calldata data) external {
        (bool isDone, bytes memory reason) = target.call(data);
        if (isDone) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return isApproved[digest] ? this.isValidSignature.selector : bytes4(0);
    }
}
