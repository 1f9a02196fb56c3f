// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {BreakerFixture} from "../support/BreakerFixture.sol";
import {CallbackToken, FeeToken, PlainToken} from "../support/Tokens.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev The limiter and its queue; the switch is in BreakerSwitch.t.sol.
contract CircuitBreakerTest is BreakerFixture {
    function test_Outflow_WithinTheLimitIsPaidAtOnce() public {
        assertEq(vault.steal(asset, user, 400e18), 0);
        assertEq(asset.balanceOf(user), 400e18);
        assertEq(breaker.explain(address(asset)).capacity, 600e18);
    }

    function test_Outflow_AboveTheLimitIsHeldAndPaidWhenItsTurnComes() public {
        vault.steal(asset, user, 1000e18);
        uint256 ticket = vault.steal(asset, thief, 500e18);

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
        assertEq(asset.balanceOf(thief), 500e18);
        assertEq(breaker.dueAt(ticket), 0);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoTicket.selector, ticket));
        breaker.release(ticket);
    }

    function test_Queue_IsFirstInFirstOutAndNobodyPassesIt() public {
        vault.steal(asset, user, 1000e18);
        uint256 first = vault.steal(asset, user, 100e18);
        uint256 second = vault.steal(asset, user, 1);
        uint256 third = vault.steal(asset, user, 100e18);
        assertLt(breaker.dueAt(first), breaker.dueAt(second) + 1);
        assertLt(breaker.dueAt(second), breaker.dueAt(third));
        assertEq(breaker.dueAt(first), block.timestamp + 2.4 hours);
        assertEq(breaker.dueAt(third), block.timestamp + 4.8 hours + 1);

        // Half of the first one's capacity is there, and it is the first one's, though the newcomer would fit.
        skip(1.2 hours);
        assertGt(vault.steal(asset, thief, 1e18), third);
    }

    function test_Queue_IsBoundedByTheHoldWhateverAWhaleQueues() public {
        vault.steal(asset, thief, 50_000e18);
        uint256 ticket = vault.steal(asset, user, 1e18);
        assertEq(breaker.dueAt(ticket), block.timestamp + 3 days);
        skip(3 days);
        breaker.release(ticket);
        assertEq(asset.balanceOf(user), 1e18);
    }

    function test_Inflow_GivesCapacityBackAndShortensTheQueue() public {
        vault.steal(asset, user, 1000e18);
        uint256 ticket = vault.steal(asset, user, 300e18);
        deposit(user, 300e18);
        assertEq(breaker.dueAt(ticket), block.timestamp);
        breaker.release(ticket);
        assertEq(asset.balanceOf(user), 1000e18 + 300e18);
    }

    function test_Release_CallsNobodyTwiceEvenIfTheTokenCallsBack() public {
        CallbackToken callback = new CallbackToken();
        Reentrant thief = new Reentrant(breaker);
        vm.prank(governor);
        breaker.setLimit(bytes32(uint256(uint160(address(callback)))), ICircuitBreaker.Limit(100, 1 days, 1 days));
        callback.mint(address(vault), 1000);
        uint256 ticket = vault.steal(IERC20(address(callback)), address(thief), 200);
        vault.steal(IERC20(address(callback)), user, 200);
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
        uint256 ticket = vault.steal(IERC20(address(fee)), user, 200);
        assertEq(breaker.ticketOf(ticket).amount, 198);
    }

    function test_Coin_IsLimitedAndHeldLikeAToken() public {
        vm.deal(user, 30 ether);
        vm.startPrank(user);
        vault.depositCoin{value: 30 ether}();
        assertEq(vault.withdrawCoin(10 ether), 0);
        uint256 ticket = vault.withdrawCoin(5 ether);
        assertEq(address(breaker).balance, 5 ether);
        skip(12 hours);
        breaker.release(ticket);
        assertEq(user.balance, 15 ether);
    }

    function test_Coin_RevertWhen_ItDoesNotComeOrCannotGo() public {
        vm.deal(address(vault), 100 ether);
        vm.startPrank(address(vault));
        vm.expectRevert(ICircuitBreaker.CoinNotMoved.selector);
        breaker.hold{value: 1}(address(0), user, 2);
        vm.expectRevert(ICircuitBreaker.CoinNotMoved.selector);
        breaker.hold{value: 1}(address(asset), user, 1);
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
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoLimit.selector, breaker.assetTarget(user)));
        breaker.hold(user, user, 1);
        assertTrue(breaker.outflow(user, type(uint256).max), "an asset without limit flows freely");
        breaker.inflow(user, 1);
        assertEq(breaker.explain(user).capacity, type(uint256).max);
    }

    // What the reference implementation of ERC-7265 gets wrong

    function test_Erc7265_AFreshDepositDrainedInTheSameWindowIsLimited() public {
        deposit(user, 50_000e18);
        vault.steal(asset, thief, 1000e18);
        vault.steal(asset, thief, 50_000e18);
        assertEq(asset.balanceOf(thief), 1000e18);
    }

    function test_Erc7265_RegisteringOnALiveProtocolDoesNotLockTheFirstWithdrawal() public {
        PlainToken live = new PlainToken();
        live.mint(address(vault), 1e24);
        vault.steal(live, user, 1e23);
        vm.prank(governor);
        breaker.setLimit(bytes32(uint256(uint160(address(live)))), ICircuitBreaker.Limit(1e18, 1 days, 1 days));
        assertEq(vault.steal(live, user, 1e18), 0);
    }

    function test_Erc7265_OneAssetsBreachLeavesOthersUntouched() public {
        vm.deal(address(vault), 10 ether);
        vault.steal(asset, thief, 50_000e18);
        vm.prank(address(vault));
        assertTrue(breaker.outflow(address(0), 10 ether));
        assertEq(breaker.explain(address(0)).queued, 0);
    }

    function test_Erc7265_StorageDoesNotGrowWithTime() public {
        vault.steal(asset, user, 1e18);
        vm.record();
        for (uint256 i; i < 50; ++i) {
            skip(3 days);
            vault.steal(asset, user, 900e18);
            uint256 ticket = vault.steal(asset, user, 200e18);
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
