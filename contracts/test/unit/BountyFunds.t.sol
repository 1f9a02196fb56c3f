// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBountyFunds} from "../../src/interfaces/IBountyFunds.sol";
import {IBountyVault} from "../../src/interfaces/IBountyVault.sol";
import {BountyFixture} from "./BountyFixture.sol";

contract BountyFundsTest is BountyFixture {
    function announce(uint128 amount) private {
        vm.prank(SPONSOR);
        vault.announceWithdrawal(amount);
    }

    function withdraw() private returns (uint256) {
        vm.prank(SPONSOR);
        return vault.withdraw(SPONSOR);
    }

    function refused(uint256 from) private {
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.WithdrawalNotOpen.selector, from));
        withdraw();
    }

    function test_Deposit_CountsWhatArrives() public {
        token.setFee(100);
        vm.prank(ANN);
        vault.deposit(100e18);
        (uint256 held,,) = vault.funds();
        assertEq(held, 1099e18);
    }

    function test_Withdraw_AfterSevenDaysNotice() public {
        refused(0);
        announce(400e18);
        uint256 opensAt = block.timestamp + 7 days;
        assertEq(vault.withdrawableFrom(), opensAt);
        skip(7 days - 1);
        refused(opensAt);
        skip(1);
        assertEq(withdraw(), 400e18);
        assertEq(vault.withdrawal().opensAt, 0);
        refused(0);
    }

    function test_Withdraw_NoMoreThanIsFree() public {
        announce(type(uint128).max);
        skip(5 days);
        open(ANN, REPORT);
        skip(2 days);
        assertEq(withdraw(), 700e18, "a revealed claim reserves its cap");
    }

    function test_Withdraw_WaitsForAPendingCommitment() public {
        announce(1000e18);
        skip(7 days);
        commit(ANN, REPORT);
        uint256 lapsed = block.timestamp + 3 days + 1;
        refused(lapsed);
        skip(3 days);
        refused(lapsed);
        skip(1);
        assertEq(withdraw(), 1000e18);
    }

    /// @dev The sponsor watches the mempool and tries to take the money in front of every step of a report.
    function test_Withdraw_CannotBeTimedAgainstAReport() public {
        announce(1000e18);
        skip(7 days);
        commit(ANN, REPORT);
        refused(block.timestamp + 3 days + 1);
        vm.roll(block.number + 1);
        skip(2 days);
        reveal(ANN, REPORT, IBountyVault.Severity.Critical, 1000e18);
        assertEq(withdraw(), 0);
    }

    function test_Withdraw_AStreamOfCommitmentsDelaysItByThreeWeeksAtMost() public {
        announce(1000e18);
        skip(7 days);
        uint256 forcedAt = block.timestamp + 21 days;
        for (uint256 i; i < 10; ++i) {
            vm.prank(MALLORY);
            vault.commit(bytes32(i + 1));
            skip(2 days);
        }
        assertEq(vault.withdrawableFrom(), forcedAt);
        vm.prank(MALLORY);
        vault.commit("last");
        vm.warp(forcedAt);
        assertEq(withdraw(), 1000e18);
        assertEq(token.balanceOf(MALLORY), 1000e18 - 11 * BOND);
    }

    function test_Withdraw_RevertWhen_ItsTimeIsOver() public {
        announce(1000e18);
        uint256 opensAt = block.timestamp + 7 days;
        skip(30 days + 1);
        refused(opensAt);
        announce(1000e18);
    }

    function test_Announce_RevertWhen_OneIsUnderWay() public {
        announce(1);
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.AlreadyAnnounced.selector, block.timestamp + 30 days));
        announce(2);
    }

    function test_Roles_RevertWhen_CallerIsNotTheSponsor(address caller) public {
        vm.assume(caller != SPONSOR);
        vm.startPrank(caller);
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.Unauthorized.selector, caller));
        vault.announceWithdrawal(1);
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.Unauthorized.selector, caller));
        vault.withdraw(caller);
    }
}
