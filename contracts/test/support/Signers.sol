// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @dev Signs whatever it is asked about.
contract ContractSigner {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return this.isValidSignature.selector;
    }
}

/// @dev Signs, until it turns: from then on it burns all gas it is given.
contract GasBurningSigner {
    bool private _turned;

    function turn() external {
        _turned = true;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        while (_turned) {}
        return this.isValidSignature.selector;
    }
}
