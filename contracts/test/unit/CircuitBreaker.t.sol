// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Breakable} from "../../src/core/Breakable.sol";
import {CircuitBreaker} from "../../src/core/CircuitBreaker.sol";
import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {DemoVault} from "../support/DemoVault.sol";
import {Fixture} from "../support/Fixture.sol";
import {CallbackToken, FeeToken, PlainToken} from "../support/Tokens.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract CircuitBreakerTest is Fixture {
    address private _trigger = makeAddr("trigger");
    address private _user = makeAddr("user");
    address private _thief = makeAddr("thief");

    function setUp() public override {
        super.setUp();
        breaker = newBreaker(_trigger);
        vault = new DemoVault(breaker);
        vm.startPrank(governor);
        breaker.setMember(address(vault), true);
        breaker.setLimit(bytes32(0), ICircuitBreaker.Limit(10 ether, 1 days, 3 days));
        vm.stopPrank();
        asset.mint(address(vault), 100_000e18);
    }

    // Limiter and queue

    function test_Outflow_WithinTheLimitIsPaidAtOnce() public {
        assertEq(vault.steal(asset, _user, 400e18), 0);
        assertEq(asset.balanceOf(_user), 400e18);
        assertEq(breaker.explain(address(asset)).capacity, 600e18);
    }

    function test_Outflow_AboveTheLimitIsHeldAndPaidWhenItsTurnComes() public {
        vault.steal(asset, _user, 1000e18);
        uint256 ticket = vault.steal(asset, _thief, 500e18);

        assertEq(ticket, 1);
        assertEq(asset.balanceOf(address(breaker)), 500e18, "seized while queuing");
        ICircuitBreaker.Explanation memory e = breaker.explain(address(asset));
        assertEq(e.queued, 500e18);
        assertEq(e.capacity, 0);
        assertEq(e.freeAt, block.timestamp + 12 hours);
        assertEq(breaker.dueAt(ticket), block.timestamp + 12 hours);

        skip(12 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NotDue.selector, ticket, block.timestamp + 1));
        breaker.release(ticket);
        skip(1);
        breaker.release(ticket);
        assertEq(asset.balanceOf(_thief), 500e18);
        assertEq(breaker.dueAt(ticket), 0);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoTicket.selector, ticket));
        breaker.release(ticket);
    }

    function test_Queue_IsFirstInFirstOutAndNobodyPassesIt() public {
        vault.steal(asset, _user, 1000e18);
        uint256 first = vault.steal(asset, _user, 100e18);
        uint256 second = vault.steal(asset, _user, 1);
        uint256 third = vault.steal(asset, _user, 100e18);
        assertLt(breaker.dueAt(first), breaker.dueAt(second) + 1);
        assertLt(breaker.dueAt(second), breaker.dueAt(third));
        assertEq(breaker.dueAt(first), block.timestamp + 2.4 hours);
        assertEq(breaker.dueAt(third), block.timestamp + 4.8 hours + 1);

        // Half of the first one's capacity is there, and it is the first one's, though the newcomer would fit.
        skip(1.2 hours);
        assertGt(vault.steal(asset, _thief, 1e18), third);
    }

    function test_Queue_IsBoundedByTheHoldWhateverAWhaleQueues() public {
        vault.steal(asset, _thief, 50_000e18);
        uint256 ticket = vault.steal(asset, _user, 1e18);
        assertEq(breaker.dueAt(ticket), block.timestamp + 3 days);
        skip(3 days);
        breaker.release(ticket);
        assertEq(asset.balanceOf(_user), 1e18);
    }

    function test_Inflow_GivesCapacityBackAndShortensTheQueue() public {
        vault.steal(asset, _user, 1000e18);
        uint256 ticket = vault.steal(asset, _user, 300e18);
        _deposit(_user, 300e18);
        assertEq(breaker.dueAt(ticket), block.timestamp);
        breaker.release(ticket);
        assertEq(asset.balanceOf(_user), 1000e18 + 300e18);
    }

    function test_Release_CallsNobodyTwiceEvenIfTheTokenCallsBack() public {
        CallbackToken callback = new CallbackToken();
        Reentrant thief = new Reentrant(breaker);
        vm.prank(governor);
        breaker.setLimit(bytes32(uint256(uint160(address(callback)))), ICircuitBreaker.Limit(100, 1 days, 1 days));
        callback.mint(address(vault), 1000);
        uint256 ticket = vault.steal(IERC20(address(callback)), address(thief), 200);
        vault.steal(IERC20(address(callback)), _user, 200);
        thief.aim(ticket);
        skip(1 days);
        breaker.release(ticket);
        assertEq(callback.balanceOf(address(thief)), 200);
        assertEq(callback.balanceOf(address(breaker)), 200);
    }

    function test_Hold_MeasuresWhatArrived() public {
        FeeToken fee = new FeeToken();
        vm.prank(governor);
        breaker.setLimit(bytes32(uint256(uint160(address(fee)))), ICircuitBreaker.Limit(100, 1 days, 1 days));
        fee.mint(address(vault), 1000);
        uint256 ticket = vault.steal(IERC20(address(fee)), _user, 200);
        assertEq(breaker.ticketOf(ticket).amount, 198);
    }

    function test_Coin_IsLimitedAndHeldLikeAToken() public {
        vm.deal(_user, 30 ether);
        vm.startPrank(_user);
        vault.depositCoin{value: 30 ether}();
        assertEq(vault.withdrawCoin(10 ether), 0);
        uint256 ticket = vault.withdrawCoin(5 ether);
        assertEq(address(breaker).balance, 5 ether);
        skip(12 hours);
        breaker.release(ticket);
        assertEq(_user.balance, 15 ether);
    }

    function test_Coin_RevertWhen_ItDoesNotComeOrCannotGo() public {
        vm.deal(address(vault), 100 ether);
        vm.startPrank(address(vault));
        vm.expectRevert(ICircuitBreaker.CoinNotMoved.selector);
        breaker.hold{value: 1}(address(0), _user, 2);
        vm.expectRevert(ICircuitBreaker.CoinNotMoved.selector);
        breaker.hold{value: 1}(address(asset), _user, 1);
        uint256 ticket = breaker.hold{value: 20 ether}(address(0), address(this), 20 ether);
        vm.stopPrank();
        skip(3 days);
        vm.expectRevert(ICircuitBreaker.CoinNotMoved.selector);
        breaker.release(ticket);
    }

    function test_Hold_RevertWhen_ForNobodyOrWithoutLimit() public {
        vm.startPrank(address(vault));
        vm.expectRevert(ICircuitBreaker.ZeroRecipient.selector);
        breaker.hold(address(asset), address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoLimit.selector, breaker.assetTarget(_user)));
        breaker.hold(_user, _user, 1);
        assertTrue(breaker.outflow(_user, type(uint256).max), "an asset without limit flows freely");
        breaker.inflow(_user, 1);
        assertEq(breaker.explain(_user).capacity, type(uint256).max);
    }

    // What the reference implementation of ERC-7265 gets wrong

    function test_Erc7265_AFreshDepositDrainedInTheSameWindowIsLimited() public {
        _deposit(_user, 50_000e18);
        vault.steal(asset, _thief, 1000e18);
        vault.steal(asset, _thief, 50_000e18);
        assertEq(asset.balanceOf(_thief), 1000e18);
    }

    function test_Erc7265_RegisteringOnALiveProtocolDoesNotLockTheFirstWithdrawal() public {
        PlainToken live = new PlainToken();
        live.mint(address(vault), 1e24);
        vault.steal(live, _user, 1e23);
        vm.prank(governor);
        breaker.setLimit(bytes32(uint256(uint160(address(live)))), ICircuitBreaker.Limit(1e18, 1 days, 1 days));
        assertEq(vault.steal(live, _user, 1e18), 0);
    }

    function test_Erc7265_OneAssetsBreachLeavesOthersUntouched() public {
        vm.deal(address(vault), 10 ether);
        vault.steal(asset, _thief, 50_000e18);
        vm.prank(address(vault));
        assertTrue(breaker.outflow(address(0), 10 ether));
        assertEq(breaker.explain(address(0)).queued, 0);
    }

    function test_Erc7265_StorageDoesNotGrowWithTime() public {
        vault.steal(asset, _user, 1e18);
        vm.record();
        for (uint256 i; i < 50; ++i) {
            skip(3 days);
            vault.steal(asset, _user, 900e18);
            uint256 ticket = vault.steal(asset, _user, 200e18);
            skip(1 days);
            breaker.release(ticket);
        }
        (, bytes32[] memory writes) = vm.accesses(address(breaker));
        uint256 left;
        for (uint256 i; i < writes.length; ++i) {
            bool again;
            for (uint256 j; j < i && !again; ++j) {
                again = writes[i] == writes[j];
            }
            if (!again && vm.load(address(breaker), writes[i]) != 0) ++left;
        }
        // The limiter's level and its count of what was queued, and the number of tickets: nothing per event or period.
        assertLe(left, 4);
    }

    // Switch

    function test_Pause_StopsOutflowUntilItExpiresAndSaysWhy() public {
        _trip(target, Mode.Paused, 1 hours);
        vm.expectRevert(_pausedError(target, 1 hours));
        vault.steal(asset, _user, 1);
        assertEq(breaker.explain(address(asset)).reason, bytes26("incident"));
        assertEq(breaker.explain(address(asset)).capacity, 0);
        assertEq(breaker.explain(address(asset)).until, block.timestamp + 1 hours);
        skip(1 hours);
        vault.steal(asset, _user, 1);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
    }

    function test_Pause_StopsReleasesAsLongAsItLasts() public {
        uint256 ticket = vault.steal(asset, _thief, 1100e18);
        skip(2 days);
        _trip(target, Mode.Paused, 3 days);
        assertEq(breaker.dueAt(ticket), block.timestamp + 3 days);
        vm.expectRevert(_pausedError(target, 3 days));
        breaker.release(ticket);
        skip(3 days);
        breaker.release(ticket);
    }

    function test_Pause_OfEverythingStopsAssetsAndGroups() public {
        _trip(EVERYTHING, Mode.Paused, 1 hours);
        vm.expectRevert(_pausedError(EVERYTHING, 1 hours));
        vault.steal(asset, _user, 1);
        vm.expectRevert(_pausedError(EVERYTHING, 1 hours));
        vault.borrow();
        assertEq(breaker.explain(address(asset)).until, block.timestamp + 1 hours);
    }

    function test_Pause_OfAGroupLeavesTheRestAlone() public {
        _trip("borrow", Mode.Paused, 1 hours);
        vm.expectRevert(_pausedError("borrow", 1 hours));
        vault.borrow();
        vault.steal(asset, _user, 1);
        skip(1 hours);
        vault.borrow();
        assertEq(vault.borrowed(), 1);
    }

    function test_Throttle_DividesLimitAndRefillByFour() public {
        _trip(target, Mode.Throttled, 2 days);
        assertEq(breaker.explain(address(asset)).limit, 250e18);
        assertEq(vault.steal(asset, _user, 250e18), 0);
        uint256 ticket = vault.steal(asset, _user, 250e18);
        assertEq(breaker.dueAt(ticket), block.timestamp + 1 days);
        skip(1 days);
        breaker.release(ticket);
    }

    /// @dev 500 at 250 a day for one day, then the rest at 1000 a day.
    function test_Throttle_ThatEndsMeanwhileIsPartOfTheExactReleaseTime() public {
        _trip(target, Mode.Throttled, 1 days);
        vault.steal(asset, _user, 250e18);
        uint256 ticket = vault.steal(asset, _user, 500e18);
        assertEq(breaker.dueAt(ticket), block.timestamp + 1 days + 6 hours);
        skip(1 days + 6 hours);
        breaker.release(ticket);
    }

    function test_Throttle_OfEverythingReachesEachLimiter() public {
        _trip(EVERYTHING, Mode.Throttled, 1 hours);
        assertEq(breaker.explain(address(asset)).limit, 250e18);
        assertGt(vault.steal(asset, _user, 251e18), 0);
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
        _trip(target, Mode.Paused, 2 hours);
        assertFalse(_trip(target, Mode.Throttled, 3 days));
        assertFalse(_trip(target, Mode.Paused, 2 hours));
        assertEq(breaker.status(target).until, block.timestamp + 2 hours);
        assertTrue(_trip(target, Mode.Paused, 3 hours));
    }

    function test_Trip_RevertWhen_OutOfBounds() public {
        bytes memory error = abi.encodeWithSelector(ICircuitBreaker.OutOfBounds.selector, target);
        uint40 time = uint40(block.timestamp);
        vm.startPrank(_trigger);
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
        _trip(target, Mode.Paused, 2 hours);
        vm.startPrank(_trigger);
        breaker.lift(target, "another");
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Paused));
        breaker.lift(target, "incident");
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
        breaker.lift(target, "incident");
        vault.steal(asset, _user, 1);
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
        breaker.setMember(_user, true);
        vm.expectRevert(error);
        breaker.giveBack(1);
        error = abi.encodeWithSelector(ICircuitBreaker.NotMember.selector, address(this));
        vm.expectRevert(error);
        breaker.outflow(address(asset), 1);
        vm.expectRevert(error);
        breaker.inflow(address(asset), 1);
        vm.expectRevert(error);
        breaker.hold(address(asset), _user, 1);
        vm.expectRevert(error);
        breaker.enter("borrow", 1);
    }

    function test_GiveBack_ReturnsToTheMemberItCameFromAndGivesTheCapacityBack() public {
        uint256 ticket = vault.steal(asset, _thief, 50_000e18);
        vm.startPrank(governor);
        breaker.giveBack(ticket);
        assertEq(asset.balanceOf(address(vault)), 100_000e18);
        assertEq(breaker.explain(address(asset)).capacity, 1000e18);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoTicket.selector, ticket));
        breaker.giveBack(ticket);
    }

    function test_SetLimit_ChangesTheRateAndNeverFillsAnEmptyLimiter() public {
        vault.steal(asset, _user, 1000e18);
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
        vault.steal(asset, _user, 1);
    }

    function test_Breakable_RevertWhen_ThereIsNoBreaker() public {
        vm.expectRevert(Breakable.NoBreaker.selector);
        new DemoVault(ICircuitBreaker(address(0)));
    }

    function test_Constructor_TakesMembersAndLimits() public {
        address[] memory members = new address[](1);
        members[0] = _user;
        CircuitBreaker other =
            new CircuitBreaker(_trigger, governor, members, new bytes32[](0), new ICircuitBreaker.Limit[](0));
        assertTrue(other.isMember(_user));
        assertEq(other.trigger(), _trigger);
        assertEq(other.governor(), governor);
    }

    function _deposit(address from, uint256 amount) private {
        asset.mint(from, amount);
        vm.startPrank(from);
        asset.approve(address(vault), amount);
        vault.deposit(asset, amount);
        vm.stopPrank();
    }

    function _trip(bytes32 what, Mode mode, uint256 duration) private returns (bool) {
        vm.prank(_trigger);
        return breaker.trip(what, mode, uint40(block.timestamp + duration), "incident");
    }

    function _pausedError(bytes32 what, uint256 duration) private view returns (bytes memory) {
        return abi.encodeWithSelector(
            ICircuitBreaker.TargetPaused.selector, what, block.timestamp + duration, bytes26("incident")
        );
    }
}

/// @dev Tries to be paid twice while it is paid.
contract Reentrant {
    ICircuitBreaker private immutable _breaker;
    uint256 private _ticket;

    constructor(ICircuitBreaker breaker) {
        _breaker = breaker;
    }

    function aim(uint256 ticket) external {
        _ticket = ticket;
    }

    function tokensReceived(uint256) external {
        try _breaker.release(_ticket) {} catch {}
        try _breaker.release(_ticket + 1) {} catch {}
    }
}
