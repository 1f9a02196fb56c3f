// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FlowLimiter} from "../../src/libraries/FlowLimiter.sol";
import {Test} from "forge-std/Test.sol";

contract FlowLimiterTest is Test {
    function test_RefillsInProportionToTheTimeThatPassed() public pure {
        _assertRefill(0, 1000, 900, 3600, 250);
        _assertRefill(100, 1000, 900, 3600, 350);
        _assertRefill(-600, 1000, 900, 3600, -350);
    }

    function test_IsFullAfterOneWindowAndStaysFull() public pure {
        _assertRefill(0, 1000, 3600, 3600, 1000);
        _assertRefill(999, 1000, 365 days, 3600, 1000);
        _assertRefill(0, 1 << 126, type(uint40).max, 1, 1 << 126);
    }

    function test_ManyShortStepsGiveExactlyWhatOneLongStepGives(uint64 limit, uint16 step, uint32 debt) public pure {
        (int256 level, uint256 remainder) = (-int256(uint256(debt)), 0);
        for (uint256 i; i < 10; ++i) {
            (level, remainder) = FlowLimiter.refilled(level, remainder, limit, step, 1 days);
        }
        (int256 once,) = FlowLimiter.refilled(-int256(uint256(debt)), 0, limit, 10 * uint256(step), 1 days);
        assertEq(level, once);
    }

    function test_NeverExceedsTheLimit(int120 level, uint120 limit, uint40 elapsed, uint32 window, uint256 inflow)
        public
        pure
    {
        vm.assume(window > 0);
        (int256 after_,) = FlowLimiter.refilled(level, window - 1, limit, elapsed, window);
        assertLe(after_, int256(uint256(limit)));
        assertLe(FlowLimiter.restored(level, limit, inflow), int256(uint256(limit)));
    }

    function test_AnInflowOfAnySizeSaturates() public pure {
        assertEq(FlowLimiter.restored(10, 100, type(uint256).max), 100);
        assertEq(FlowLimiter.restored(10, 100, 89), 99);
        assertEq(FlowLimiter.restored(10, 100, 90), 100);
        assertEq(FlowLimiter.restored(-50, 100, 20), -30);
        assertEq(FlowLimiter.restored(200, 100, 0), 100);
    }

    /// @dev The promise of a release time: it holds then, and one second earlier it does not.
    function test_TheWaitIsExact(int120 level, uint120 limit, int120 target, uint32 window, uint32 remainder)
        public
        pure
    {
        vm.assume(window > 0 && limit > 0);
        int256 top = int256(uint256(limit));
        level = int120(bound(level, -1e35, top));
        target = int120(bound(target, -1e35, top));
        remainder = uint32(bound(remainder, 0, window - 1));

        uint256 wait = FlowLimiter.secondsUntil(level, remainder, limit, window, target);

        (int256 then,) = FlowLimiter.refilled(level, remainder, limit, wait, window);
        assertGe(then, target);
        if (wait == 0) return;
        (then,) = FlowLimiter.refilled(level, remainder, limit, wait - 1, window);
        assertLt(then, target);
    }

    function _assertRefill(int256 level, uint256 limit, uint256 elapsed, uint256 window, int256 expected) private pure {
        (int256 actual,) = FlowLimiter.refilled(level, 0, limit, elapsed, window);
        assertEq(actual, expected);
    }
}
