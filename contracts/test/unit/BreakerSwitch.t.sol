// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Breakable} from "../../src/core/Breakable.sol";
import {CircuitBreaker} from "../../src/core/CircuitBreaker.sol";
import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {BreakerFixture} from "../support/BreakerFixture.sol";
import {DemoVault} from "../support/DemoVault.sol";

contract BreakerSwitchTest is BreakerFixture {
    function test_Pause_StopsOutflowUntilItExpiresAndSaysWhy() public {
        trip(target, Mode.Paused, 1 hours);
        vm.expectRevert(pausedError(target, 1 hours));
        vault.steal(asset, user, 1);
        assertEq(breaker.explain(address(asset)).reason, bytes26("incident"));
        assertEq(breaker.explain(address(asset)).capacity, 0);
        assertEq(breaker.explain(address(asset)).until, block.timestamp + 1 hours);
        skip(1 hours);
        vault.steal(asset, user, 1);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
    }

    function test_Pause_StopsReleasesAsLongAsItLasts() public {
        uint256 ticket = vault.steal(asset, thief, 1100e18);
        skip(2 days);
        trip(target, Mode.Paused, 3 days);
        assertEq(breaker.dueAt(ticket), block.timestamp + 3 days);
        vm.expectRevert(pausedError(target, 3 days));
        breaker.release(ticket);
        skip(3 days);
        breaker.release(ticket);
    }

    function test_Pause_OfEverythingStopsAssetsAndGroups() public {
        trip(EVERYTHING, Mode.Paused, 1 hours);
        vm.expectRevert(pausedError(EVERYTHING, 1 hours));
        vault.steal(asset, user, 1);
        vm.expectRevert(pausedError(EVERYTHING, 1 hours));
        vault.borrow();
        assertEq(breaker.explain(address(asset)).until, block.timestamp + 1 hours);
    }

    function test_Pause_OfAGroupLeavesTheRestAlone() public {
        trip("borrow", Mode.Paused, 1 hours);
        vm.expectRevert(pausedError("borrow", 1 hours));
        vault.borrow();
        vault.steal(asset, user, 1);
        skip(1 hours);
        vault.borrow();
        assertEq(vault.borrowed(), 1);
    }

    function test_Throttle_DividesLimitAndRefillByFour() public {
        trip(target, Mode.Throttled, 2 days);
        assertEq(breaker.explain(address(asset)).limit, 250e18);
        assertEq(vault.steal(asset, user, 250e18), 0);
        uint256 ticket = vault.steal(asset, user, 250e18);
        assertEq(breaker.dueAt(ticket), block.timestamp + 1 days);
        skip(1 days);
        breaker.release(ticket);
    }

    /// @dev 250 of the 1250 come in the throttled day, 750 when it ends, the last 250 at 1000 a day.
    function test_Throttle_ThatEndsMeanwhileIsPartOfTheExactReleaseTime() public {
        trip(target, Mode.Throttled, 1 days);
        vault.steal(asset, user, 250e18);
        uint256 ticket = vault.steal(asset, user, 1250e18);
        assertEq(breaker.dueAt(ticket), block.timestamp + 1 days + 6 hours);
        skip(1 days + 6 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NotDue.selector, ticket, block.timestamp + 1));
        breaker.release(ticket);
        skip(1);
        breaker.release(ticket);
    }

    function test_Throttle_IsOverWhenItIsOverOrLifted() public {
        trip(target, Mode.Throttled, 1 hours);
        vault.steal(asset, user, 200e18);
        assertEq(breaker.explain(address(asset)).capacity, 50e18);
        vm.prank(trigger);
        breaker.lift(target, "incident");
        assertEq(breaker.explain(address(asset)).capacity, 800e18);

        trip(EVERYTHING, Mode.Throttled, 6 hours);
        skip(6 hours);
        assertEq(breaker.explain(address(asset)).capacity, 800e18 + 62.5e18);
    }

    function test_Throttle_KeepsNothingBackAboveALimitThatWasLowered() public {
        trip(target, Mode.Throttled, 1 hours);
        vm.prank(governor);
        breaker.setLimit(target, ICircuitBreaker.Limit(400e18, 1 days, 3 days));
        assertEq(breaker.flow(target).reserve, 150e18);
        skip(1 hours);
        assertEq(breaker.explain(address(asset)).capacity, 400e18);
    }

    function test_Throttle_InflowDoesNotOverfillWhatIsKeptBack() public {
        trip(target, Mode.Throttled, 1 hours);
        deposit(user, 5000e18);
        vault.steal(asset, thief, 250e18);
        skip(1 hours);
        assertLe(breaker.explain(address(asset)).capacity, 1000e18);
        deposit(user, 5000e18);
        assertEq(breaker.explain(address(asset)).capacity, 1000e18);
    }

    function test_Throttle_OfEverythingReachesEachLimiter() public {
        trip(EVERYTHING, Mode.Throttled, 1 hours);
        assertEq(breaker.explain(address(asset)).limit, 250e18);
        assertGt(vault.steal(asset, user, 251e18), 0);
    }

    function test_Group_WithALimitIsCountedAndThrottled() public {
        vm.prank(governor);
        breaker.setLimit("borrow", ICircuitBreaker.Limit(4, 1 days, 1 days));
        for (uint256 i; i < 4; ++i) {
            vault.borrow();
        }
        uint40 fits = uint40(block.timestamp + 6 hours);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.LimitExceeded.selector, bytes32("borrow"), 1, fits));
        vault.borrow();
        skip(6 hours);
        vault.borrow();
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.LimitExceeded.selector, bytes32("borrow"), 5, 0));
        vm.prank(address(vault));
        breaker.enter("borrow", 5);
    }

    function test_Trip_TheStrongerAndThenTheLongerWins() public {
        trip(target, Mode.Paused, 2 hours);
        assertFalse(trip(target, Mode.Throttled, 3 days));
        assertFalse(trip(target, Mode.Paused, 2 hours));
        assertEq(breaker.status(target).until, block.timestamp + 2 hours);
        assertTrue(trip(target, Mode.Paused, 3 hours));
    }

    function test_Trip_RevertWhen_OutOfBounds() public {
        bytes memory error = abi.encodeWithSelector(ICircuitBreaker.OutOfBounds.selector, target);
        uint40 time = uint40(block.timestamp);
        vm.startPrank(trigger);
        vm.expectRevert(error);
        breaker.trip(target, Mode.Normal, time + 1, "incident");
        vm.expectRevert(error);
        breaker.trip(target, Mode.Paused, time, "incident");
        vm.expectRevert(error);
        breaker.trip(target, Mode.Paused, time + 3 days + 1, "incident");
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoLimit.selector, bytes32("borrow")));
        breaker.trip("borrow", Mode.Throttled, time + 1, "incident");
    }

    function test_Lift_EndsOnlyItsOwnIncident() public {
        trip(target, Mode.Paused, 2 hours);
        vm.startPrank(trigger);
        breaker.lift(target, "another");
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Paused));
        breaker.lift(target, "incident");
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
        breaker.lift(target, "incident");
        vault.steal(asset, user, 1);
    }

    // Roles

    function test_Roles_RevertWhen_CallerLacksIt() public {
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NotTrigger.selector, address(this)));
        breaker.trip(target, Mode.Paused, 0, "");
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NotTrigger.selector, address(this)));
        breaker.lift(target, "");
        bytes memory error = abi.encodeWithSelector(ICircuitBreaker.NotGovernor.selector, address(this));
        vm.expectRevert(error);
        breaker.setLimit(target, ICircuitBreaker.Limit(1, 1, 1));
        vm.expectRevert(error);
        breaker.setMember(user, true);
        vm.expectRevert(error);
        breaker.giveBack(1);
        error = abi.encodeWithSelector(ICircuitBreaker.NotMember.selector, address(this));
        vm.expectRevert(error);
        breaker.outflow(address(asset), 1);
        vm.expectRevert(error);
        breaker.inflow(address(asset), 1);
        vm.expectRevert(error);
        breaker.hold(address(asset), user, 1);
        vm.expectRevert(error);
        breaker.enter("borrow", 1);
    }

    function test_GiveBack_ReturnsToTheMemberItCameFromAndGivesTheCapacityBack() public {
        uint256 ticket = vault.steal(asset, thief, 50_000e18);
        vm.startPrank(governor);
        breaker.giveBack(ticket);
        assertEq(asset.balanceOf(address(vault)), 100_000e18);
        assertEq(breaker.explain(address(asset)).capacity, 1000e18);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoTicket.selector, ticket));
        breaker.giveBack(ticket);
    }

    function test_SetLimit_ChangesTheRateAndNeverFillsAnEmptyLimiter() public {
        vault.steal(asset, user, 1000e18);
        vm.startPrank(governor);
        breaker.setLimit(target, ICircuitBreaker.Limit(5000e18, 1 days, 3 days));
        assertEq(breaker.explain(address(asset)).capacity, 0);
        skip(1 days);
        assertEq(breaker.explain(address(asset)).capacity, 5000e18);
        breaker.setLimit(target, ICircuitBreaker.Limit(10e18, 1 days, 3 days));
        assertEq(breaker.explain(address(asset)).capacity, 10e18);
        assertEq(breaker.flow(target).holdMax, 3 days);
    }

    function test_SetLimit_RevertWhen_OutOfBounds() public {
        ICircuitBreaker.Limit[7] memory bad = [
            ICircuitBreaker.Limit(3, 1 days, 1 days),
            ICircuitBreaker.Limit(1 << 126, 1 days, 1 days),
            ICircuitBreaker.Limit(100, 10 minutes - 1, 1 days),
            ICircuitBreaker.Limit(100, 7 days + 1, 1 days),
            ICircuitBreaker.Limit(100, 1 days, 0),
            ICircuitBreaker.Limit(100, 1 days, 7 days + 1),
            ICircuitBreaker.Limit(0, 1 days, 1 days)
        ];
        vm.startPrank(governor);
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.OutOfBounds.selector, target));
            breaker.setLimit(target, bad[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.OutOfBounds.selector, EVERYTHING));
        breaker.setLimit(EVERYTHING, ICircuitBreaker.Limit(100, 1 days, 1 days));
    }

    function test_SetMember_TakesTheRoleAway() public {
        vm.prank(governor);
        breaker.setMember(address(vault), false);
        assertFalse(breaker.isMember(address(vault)));
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NotMember.selector, address(vault)));
        vault.steal(asset, user, 1);
    }

    function test_Breakable_RevertWhen_ThereIsNoBreaker() public {
        vm.expectRevert(Breakable.NoBreaker.selector);
        new DemoVault(ICircuitBreaker(address(0)));
    }

    function test_Constructor_TakesMembersAndLimits() public {
        address[] memory members = new address[](1);
        members[0] = user;
        CircuitBreaker other =
            new CircuitBreaker(trigger, governor, members, new bytes32[](0), new ICircuitBreaker.Limit[](0));
        assertTrue(other.isMember(user));
        assertEq(other.trigger(), trigger);
        assertEq(other.governor(), governor);
    }
}
