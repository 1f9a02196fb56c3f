// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FlowLimiter} from "../../src/libraries/FlowLimiter.sol";
import {PoolMath} from "../../src/libraries/PoolMath.sol";
import {VectorTable} from "../support/VectorTable.sol";

/// @dev The arithmetic of limiter, slashes and shares. The C# side calls it by this name, with vectors of its own.
contract ArithmeticVectorsTest is VectorTable {
    function test_Vectors_OfTheLimiter() public {
        _read("limiter");
        int256[] memory level = _ints("level");
        uint256[] memory remainder = _uints("remainder");
        uint256[] memory limit = _uints("limit");
        uint256[] memory elapsed = _uints("elapsed");
        uint256[] memory window = _uints("window");
        int256[] memory afterLevel = _ints("afterLevel");
        uint256[] memory afterRemainder = _uints("afterRemainder");
        assertGt(level.length, 100);
        for (uint256 i; i < level.length; ++i) {
            (int256 l, uint256 r) = FlowLimiter.refilled(level[i], remainder[i], limit[i], elapsed[i], window[i]);
            assertEq(l, afterLevel[i]);
            assertEq(r, afterRemainder[i]);
        }
        uint256[] memory inflow = _uints("inflow");
        int256[] memory restored = _ints("restored");
        int256[] memory target = _ints("target");
        uint256[] memory wait = _uints("seconds");
        for (uint256 i; i < level.length; ++i) {
            assertEq(FlowLimiter.restored(level[i], limit[i], inflow[i]), restored[i]);
            assertEq(FlowLimiter.secondsUntil(level[i], remainder[i], limit[i], window[i], target[i]), wait[i]);
        }
    }

    function test_Vectors_OfSlashing() public {
        _read("slash");
        uint256[] memory magnitude = _uints("magnitude");
        uint256[] memory wad = _uints("wad");
        uint256[] memory amount = _uints("amount");
        uint256[] memory left = _uints("after");
        uint256[] memory kept = _uints("kept");
        uint256[] memory later = _uints("later");
        uint256[] memory restored = _uints("restored");
        assertGt(magnitude.length, 100);
        for (uint256 i; i < magnitude.length; ++i) {
            (uint64 before, uint64 afterwards) = (uint64(magnitude[i]), uint64(left[i]));
            assertEq(PoolMath.magnitudeAfter(before, wad[i]), left[i]);
            assertEq(PoolMath.kept(amount[i], before, afterwards), kept[i]);
            assertEq(PoolMath.magnitudeRestored(uint64(later[i]), before, afterwards), restored[i]);
        }
    }

    function test_Vectors_OfShares() public {
        _read("shares");
        uint256[] memory amount = _uints("amount");
        uint256[] memory assets = _uints("assets");
        uint256[] memory shares = _uints("shares");
        uint256[] memory toShares = _uints("toShares");
        uint256[] memory toAssets = _uints("toAssets");
        assertGt(amount.length, 100);
        for (uint256 i; i < amount.length; ++i) {
            assertEq(PoolMath.toShares(amount[i], assets[i], shares[i]), toShares[i]);
            assertEq(PoolMath.toAssets(amount[i], assets[i], shares[i]), toAssets[i]);
        }
    }
}
