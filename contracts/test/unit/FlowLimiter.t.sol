// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FlowLimiter} from "../../src/libraries/FlowLimiter.sol";
import {Test} from "forge-std/Test.sol";

contract FlowLimiterTest is Test {
    function test_RefillsInProportionToTheTimeThatPassed() public pure {
        assertEq(FlowLimiter.refilled(0, 1000, 900, 3600), 250);
        assertEq(FlowLimiter.refilled(100, 1000, 900, 3600), 350);
    }

    function test_IsFullAfterOneWindowAndStaysFull() public pure {
        assertEq(FlowLimiter.refilled(0, 1000, 3600, 3600), 1000);
        assertEq(FlowLimiter.refilled(999, 1000, 365 days, 3600), 1000);
        assertEq(FlowLimiter.refilled(0, type(uint128).max, type(uint256).max, 1), type(uint128).max);
    }

    function test_RoundsDownSoThatManyShortStepsGiveNoMoreThanOneLong(uint64 limit, uint16 step) public pure {
        uint256 cap;
        for (uint256 i; i < 10; ++i) {
            cap = FlowLimiter.refilled(cap, limit, step, 1 days);
        }
        assertLe(cap, FlowLimiter.refilled(0, limit, 10 * uint256(step), 1 days));
    }

    function test_NeverExceedsTheLimit(uint128 cap, uint128 limit, uint64 elapsed, uint64 window, uint256 inflow)
        public
        pure
    {
        vm.assume(window > 0);
        assertLe(FlowLimiter.refilled(cap, limit, elapsed, window), limit);
        assertLe(FlowLimiter.restored(cap, limit, inflow), limit);
    }

    function test_AnInflowOfAnySizeSaturates() public pure {
        assertEq(FlowLimiter.restored(10, 100, type(uint256).max), 100);
        assertEq(FlowLimiter.restored(10, 100, 89), 99);
        assertEq(FlowLimiter.restored(10, 100, 90), 100);
    }

    /// @dev The promise of the release time: fits then, and one second earlier it does not.
    function test_TheWaitIsExact(uint128 cap, uint128 limit, uint128 amount, uint32 window) public pure {
        vm.assume(window > 0 && limit > 0);
        cap = uint128(bound(cap, 0, limit));
        amount = uint128(bound(amount, 0, limit));

        uint256 wait = FlowLimiter.secondsUntil(cap, limit, amount, window);

        assertGe(FlowLimiter.refilled(cap, limit, wait, window), amount);
        if (wait > 0) assertLt(FlowLimiter.refilled(cap, limit, wait - 1, window), amount);
    }

    function test_AnAmountAboveTheLimitNeverFits() public pure {
        assertEq(FlowLimiter.secondsUntil(100, 100, 101, 60), type(uint256).max);
    }
}
