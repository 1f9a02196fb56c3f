// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EngagementMath} from "../../src/libraries/EngagementMath.sol";
import {StreamMath} from "../../src/libraries/StreamMath.sol";
import {Vesting} from "../../src/libraries/Vesting.sol";
import {VectorTable} from "../support/VectorTable.sol";

/// @dev The arithmetic of streams, vesting and attention challenges.
contract VaultVectorsTest is VectorTable {
    function test_Vectors_OfStreams() public {
        _read("streams");
        uint256[] memory rate = _uints("rate");
        uint256[] memory held = _uints("held");
        uint256[] memory setAside = _uints("setAside");
        uint256[] memory elapsed = _uints("elapsed");
        uint256[] memory expected = _uints("funded");
        uint256[] memory expectedAfter = _uints("setAsideAfter");
        assertEq(rate.length, 150);
        for (uint256 i; i < rate.length; ++i) {
            (uint256 funded, uint256 setAsideAfter) = StreamMath.advance(held[i], setAside[i], rate[i], elapsed[i]);
            assertEq(funded, expected[i]);
            assertEq(setAsideAfter, expectedAfter[i]);
        }
        uint256[] memory engaged = _uints("engaged");
        uint256[] memory earned = _uints("earned");
        uint256[] memory released = _uints("released");
        for (uint256 i; i < rate.length; ++i) {
            (uint256 e, uint256 r) = StreamMath.split(rate[i], engaged[i], expected[i]);
            assertEq(e, earned[i]);
            assertEq(r, released[i]);
        }
    }

    function test_Vectors_OfVesting() public {
        _read("vesting");
        uint256[] memory amount = _uints("amount");
        uint256[] memory elapsed = _uints("elapsed");
        uint256[] memory duration = _uints("duration");
        uint256[] memory vested = _uints("vested");
        assertEq(amount.length, 120);
        for (uint256 i; i < amount.length; ++i) {
            assertEq(Vesting.vested(amount[i], elapsed[i], duration[i]), vested[i]);
        }
    }

    function test_Vectors_OfEngagement() public {
        _read("engagement");
        uint256[] memory duty = _uints("duty");
        uint256[] memory audit = _uints("audit");
        uint256[] memory guess = _uints("guess");
        uint256[] memory penalty = _uints("penalty");
        uint256[] memory expected = _uints("expected");
        uint256[] memory threshold = _uints("threshold");
        assertEq(duty.length, 150);
        for (uint256 i; i < duty.length; ++i) {
            assertEq(EngagementMath.expectedPenalty(duty[i], audit[i], guess[i], penalty[i]), expected[i]);
            assertEq(EngagementMath.threshold(duty[i]), threshold[i]);
        }
        uint256[] memory weight = _uints("weight");
        uint256[] memory most = _uints("most");
        uint256[] memory fraction = _uints("fraction");
        for (uint256 i; i < duty.length; ++i) {
            assertEq(EngagementMath.fraction(penalty[i], weight[i], most[i]), fraction[i]);
        }
    }

    /// @dev The lot of spec/engagement.md's example.
    function test_Vectors_OfTheLot() public pure {
        bytes32 seed = bytes32(uint256(1));
        assertEq(
            uint256(keccak256(abi.encode(seed, address(2)))),
            0xe90b7bceb6e7df5418fb78d8ee546e97c83a08bbccc01a0644d599ccd2a7c2e0
        );
        assertFalse(EngagementMath.isDrawn(seed, address(2), 0.5e18));
        assertTrue(EngagementMath.isDrawn(seed, address(2), 0.95e18));
    }
}
