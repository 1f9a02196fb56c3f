// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

/// @dev A table of spec/vectors, or of CORDON_VECTORS: what the C# side computes too. Two implementations, one table.
abstract contract VectorTable is Test {
    string private _json;

    function _read(string memory name) internal {
        string memory folder = vm.envOr("CORDON_VECTORS", string("../spec/vectors"));
        _json = vm.readFile(string.concat(folder, "/", name, ".json"));
    }

    function _uints(string memory column) internal view returns (uint256[] memory) {
        return vm.parseJsonUintArray(_json, string.concat(".", column));
    }

    function _ints(string memory column) internal view returns (int256[] memory) {
        return vm.parseJsonIntArray(_json, string.concat(".", column));
    }
}
