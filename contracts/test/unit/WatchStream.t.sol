// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {WatchStream} from "../../src/core/WatchStream.sol";
import {IWatchStream} from "../../src/interfaces/IWatchStream.sol";
import {EngagementStub} from "../mocks/EngagementStub.sol";
import {TokenStub} from "../mocks/TokenStub.sol";
import {Test} from "forge-std/Test.sol";

contract WatchStreamTest is Test {
    TokenStub internal token = new TokenStub(6);
    EngagementStub internal engagement = new EngagementStub();
    WatchStream internal stream;
    address internal constant GOVERNOR = address(0x60);
    address internal constant COUNCIL = address(0xC0);
    address internal constant ANN = address(0xA1);
    address internal constant BOB = address(0xB0);

    /// @dev One token per second.
    uint256 internal constant RATE = 1e18;

    function setUp() public {
        vm.warp(1000 days);
        stream = new WatchStream(address(token), address(engagement), GOVERNOR, COUNCIL);
        token.mint(address(this), 1e18);
        token.approve(address(stream), type(uint256).max);
        stream.deposit(1000e6);
        setRate(ANN, RATE);
        setRate(BOB, RATE);
        engagement.start(ANN);
        engagement.start(BOB);
    }

    function setRate(address who, uint256 rate) internal {
        vm.prank(GOVERNOR);
        stream.setRate(who, rate);
    }

    function withdraw(address who) internal returns (uint256) {
        vm.prank(who);
        return stream.withdraw(who, who);
    }

    function test_Deploy_RevertWhen_TokenHasMoreThan18Decimals() public {
        TokenStub other = new TokenStub(19);
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.TooManyDecimals.selector, 19));
        new WatchStream(address(other), address(engagement), GOVERNOR, COUNCIL);
    }

    function test_Debt_IsRateTimesElapsedPlusSnapshot() public {
        skip(100);
        assertEq(stream.debtOf(ANN), 100e18);
        stream.settle(ANN);
        setRate(ANN, 3 * RATE);
        skip(10);
        assertEq(stream.debtOf(ANN), 130e18);
    }

    function test_Debt_GrowsOnlyWhileEngaged() public {
        skip(100);
        engagement.stop(ANN);
        skip(50);
        assertEq(stream.debtOf(ANN), 100e18);
        assertEq(stream.debtOf(BOB), 150e18);
        stream.settle(ANN);
        (, uint256 setAside) = stream.holdings();
        assertEq(setAside, 250e18, "what idling did not earn goes back");
    }

    function test_Withdraw_PaysInTheTokensUnitsAndKeepsTheRest() public {
        setRate(ANN, 1e11);
        skip(15);
        assertEq(withdraw(ANN), 1);
        assertEq(token.balanceOf(ANN), 1);
        assertEq(stream.debtOf(ANN), 0.5e12);
        skip(5);
        assertEq(withdraw(ANN), 1);
        assertEq(stream.debtOf(ANN), 0);
    }

    function test_Withdraw_AnybodyCanSendARecipientItsPay() public {
        skip(10);
        stream.withdraw(ANN, ANN);
        assertEq(token.balanceOf(ANN), 10e6);
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.Unauthorized.selector, address(this)));
        stream.withdraw(ANN, address(this));
    }

    function test_Dry_AccrualStopsForAllAtTheSameSecondAndSaysSo() public {
        assertEq(stream.runway(), 500);
        skip(600);
        assertEq(stream.runway(), 0);
        assertEq(stream.unfundedSeconds(), 100);
        vm.expectEmit(address(stream));
        emit IWatchStream.RanDry(100);
        stream.settle(ANN);
        assertEq(stream.debtOf(ANN), 500e18);
        assertEq(stream.debtOf(BOB), 500e18);
        assertEq(withdraw(ANN) + withdraw(BOB), 1000e6);
        stream.deposit(100e6);
        skip(10);
        assertEq(stream.debtOf(ANN), 10e18, "the dry time is not paid later");
        assertEq(stream.unfundedSeconds(), 100);
    }

    function test_Deposit_CountsWhatArrives() public {
        token.setFee(100);
        stream.deposit(100e6);
        (uint256 held,) = stream.holdings();
        assertEq(held, 1099e18);
    }

    function test_Refund_TakesWhatIsNotSetAside() public {
        skip(100);
        vm.prank(GOVERNOR);
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.Exceeds.selector, 800e6 + 1, 800e6));
        stream.refund(address(this), 800e6 + 1);
        vm.prank(GOVERNOR);
        stream.refund(address(0xFEE), 800e6);
        assertEq(token.balanceOf(address(0xFEE)), 800e6);
        assertEq(withdraw(ANN) + withdraw(BOB), 200e6);
    }

    function test_SetRate_RevertWhen_TooHigh() public {
        vm.prank(GOVERNOR);
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.RateTooHigh.selector, 1e36 + 1));
        stream.setRate(ANN, 1e36 + 1);
    }

    function test_SetRate_OfAPausedRecipientHoldsFromItsReturn() public {
        vm.prank(COUNCIL);
        stream.pause(ANN, "x");
        setRate(ANN, 2 * RATE);
        assertEq(stream.runway(), 1000, "only Bob is paid");
        skip(7 days);
        stream.deposit(1000e6);
        stream.resume(ANN);
        skip(10);
        assertEq(stream.debtOf(ANN), 20e18);
    }

    function test_Pause_StopsAccrualAndEndsByItself() public {
        skip(10);
        vm.prank(COUNCIL);
        stream.pause(ANN, "suspect");
        uint256 until = block.timestamp + 7 days;
        skip(100);
        assertEq(stream.debtOf(ANN), 10e18);
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.WrongPause.selector, ANN, until));
        stream.resume(ANN);
        vm.warp(until);
        stream.resume(ANN);
        stream.deposit(1000e6);
        skip(5);
        assertEq(stream.debtOf(ANN), 15e18);
    }

    function test_Pause_RevertWhen_AgainWithinTwiceItsLength() public {
        uint256 start = block.timestamp;
        vm.startPrank(COUNCIL);
        stream.pause(ANN, "x");
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.WrongPause.selector, ANN, start + 14 days));
        stream.pause(ANN, "x");
        stream.resume(ANN);
        skip(14 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.WrongPause.selector, ANN, start + 14 days));
        stream.pause(ANN, "x");
        skip(1);
        stream.pause(ANN, "x");
    }

    function test_Resume_RevertWhen_NotPaused() public {
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.WrongPause.selector, ANN, 0));
        stream.resume(ANN);
    }

    function test_ClawBack_ReturnsRecentPayToTheDeposit() public {
        skip(100);
        assertEq(stream.clawable(ANN), 100e18);
        vm.prank(COUNCIL);
        stream.clawBack(ANN, 60e18, "wrong answers");
        assertEq(stream.debtOf(ANN), 40e18);
        assertEq(stream.clawable(ANN), 0, "each second can be clawed once");
        (uint256 held, uint256 setAside) = stream.holdings();
        assertEq(held, 1000e18);
        assertEq(setAside, 140e18);
    }

    function test_ClawBack_RevertWhen_OlderThanItsWindow() public {
        stream.deposit(1e13);
        skip(30 days);
        uint256 week = 7 days * RATE;
        assertEq(stream.clawable(ANN), week);
        vm.startPrank(COUNCIL);
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.Exceeds.selector, week + 1, week));
        stream.clawBack(ANN, week + 1, "x");
        stream.clawBack(ANN, week, "x");
        vm.expectRevert(abi.encodeWithSelector(IWatchStream.Exceeds.selector, 1, 0));
        stream.clawBack(ANN, 1, "x");
    }

    function test_Roles_RevertWhen_CallerLacksThem(address caller) public {
        vm.assume(caller != GOVERNOR && caller != COUNCIL);
        bytes memory refusal = abi.encodeWithSelector(IWatchStream.Unauthorized.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(refusal);
        stream.refund(caller, 1);
        vm.expectRevert(refusal);
        stream.setRate(caller, 1);
        vm.expectRevert(refusal);
        stream.pause(ANN, "x");
        vm.expectRevert(refusal);
        stream.clawBack(ANN, 1, "x");
    }

    function test_Engagement_AClockThatFallsEarnsNothing() public {
        skip(100);
        stream.settle(ANN);
        engagement.set(ANN, 5);
        skip(10);
        assertEq(stream.debtOf(ANN), 100e18);
    }

    function test_NoRate_RunwayHasNoEnd() public {
        setRate(ANN, 0);
        setRate(BOB, 0);
        assertEq(stream.runway(), type(uint256).max);
        skip(1000 days);
        assertEq(stream.unfundedSeconds(), 0);
        assertEq(stream.streams(ANN).rate, 0);
    }
}
