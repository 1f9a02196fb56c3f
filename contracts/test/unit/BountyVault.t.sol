// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BountyVault} from "../../src/core/BountyVault.sol";
import {IBountyFunds} from "../../src/interfaces/IBountyFunds.sol";
import {IBountyVault} from "../../src/interfaces/IBountyVault.sol";
import {BountyFixture} from "./BountyFixture.sol";

contract BountyVaultTest is BountyFixture {
    function test_Deploy_RevertWhen_VestingIsTooLong() public {
        vm.expectRevert(IBountyVault.BadSetting.selector);
        new BountyVault(address(token), SPONSOR, COMMITTEE, harbor, arbitrator, BOND, 180 days + 1);
    }

    function test_Commit_TakesTheBond() public {
        uint256 before = token.balanceOf(ANN);
        commit(ANN, REPORT);
        assertEq(before - token.balanceOf(ANN), BOND);
        (uint256 held,,) = vault.funds();
        assertEq(held, 1000e18, "a bond is not the vault's");
    }

    function test_Commit_RevertWhen_MadeBefore() public {
        bytes32 c = commit(ANN, REPORT);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.AlreadyCommitted.selector, c));
        vm.prank(ANN);
        vault.commit(c);
    }

    function test_Commit_RevertWhen_TheBondArrivesInPart() public {
        token.setFee(100);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.TooMuch.selector, BOND, BOND * 99 / 100));
        vm.prank(ANN);
        vault.commit("x");
    }

    function test_Reveal_ReservesTheCapOfTheTermsAtCommitment() public {
        commit(ANN, REPORT);
        publish(1);
        vm.roll(block.number + 1);
        uint256 id = reveal(ANN, REPORT, IBountyVault.Severity.High, 200e18);
        IBountyVault.Claim memory claim = vault.claims(id);
        assertEq(claim.reporter, ANN);
        assertEq(claim.cap, 300e18);
        assertEq(claim.asked, 200e18);
        (, uint256 reserved, uint256 owed) = vault.funds();
        assertEq(reserved, 300e18);
        assertEq(owed, 0);
        assertEq(vault.claimOf(REPORT), id);
    }

    function test_Reveal_RevertWhen_InTheBlockOfTheCommitment() public {
        commit(ANN, REPORT);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.TooSoon.selector, block.number + 1));
        reveal(ANN, REPORT, IBountyVault.Severity.Low, 0);
    }

    function test_Reveal_RevertWhen_Lapsed() public {
        bytes32 c = commit(ANN, REPORT);
        vm.roll(block.number + 1);
        skip(3 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.NotCommitted.selector, c));
        reveal(ANN, REPORT, IBountyVault.Severity.Low, 0);
    }

    function test_Reveal_RevertWhen_AskingAboveTheCap() public {
        commit(ANN, REPORT);
        vm.roll(block.number + 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.TooMuch.selector, 300e18 + 1, 300e18));
        reveal(ANN, REPORT, IBountyVault.Severity.High, 300e18 + 1);
    }

    function test_Reveal_RevertWhen_Twice() public {
        open(ANN, REPORT);
        bytes32 c = commitmentOf(ANN, REPORT);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.NotCommitted.selector, c));
        reveal(ANN, REPORT, IBountyVault.Severity.Low, 0);
    }

    function test_Copy_RevertWhen_TheCommitmentIsAnothers() public {
        bytes32 c = commit(ANN, REPORT);
        vm.prank(MALLORY);
        vault.commit(c);
        vm.roll(block.number + 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.NotCommitted.selector, commitmentOf(MALLORY, REPORT)));
        reveal(MALLORY, REPORT, IBountyVault.Severity.High, 0);
        reveal(ANN, REPORT, IBountyVault.Severity.High, 0);
    }

    /// @dev Mallory reads Ann's reveal in the mempool, holds it back, commits and reveals first: Ann's still counts.
    function test_Copy_AFrontRunRevealGivesWayToTheEarlierCommitment() public {
        commit(ANN, REPORT);
        vm.roll(block.number + 5);
        skip(1 minutes);
        commit(MALLORY, REPORT);
        vm.roll(block.number + 1);
        uint256 copied = reveal(MALLORY, REPORT, IBountyVault.Severity.High, 300e18);
        uint256 id = reveal(ANN, REPORT, IBountyVault.Severity.High, 300e18);
        assertEq(uint256(vault.claims(copied).status), uint256(IBountyVault.Status.Closed));
        assertEq(vault.claimOf(REPORT), id);
        (uint256 held, uint256 reserved,) = vault.funds();
        assertEq(reserved, 300e18);
        assertEq(held, 1000e18 + BOND, "the copier's bond is the vault's");
    }

    function test_Copy_RevertWhen_TheOtherCommitmentIsEarlier() public {
        commit(ANN, REPORT);
        vm.roll(block.number + 1);
        commit(MALLORY, REPORT);
        vm.roll(block.number + 1);
        uint256 id = reveal(ANN, REPORT, IBountyVault.Severity.High, 0);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.Taken.selector, id));
        reveal(MALLORY, REPORT, IBountyVault.Severity.High, 0);
    }

    function test_Decide_RevertWhen_AnEarlierCommitmentCouldStillBeRevealed() public {
        uint256 id = open(ANN, REPORT);
        uint256 from = block.timestamp + 3 days + 1;
        skip(3 days);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.OutsideWindow.selector, from, type(uint256).max));
        decide(id, 1, false);
        skip(1);
        decide(id, 1, false);
    }

    function test_Decide_RevertWhen_AboveCapOrFundsOrSpamIsPaid() public {
        uint256 id = open(ANN, REPORT);
        skip(3 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.TooMuch.selector, 300e18 + 1, 300e18));
        decide(id, 300e18 + 1, false);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.TooMuch.selector, 1, 300e18));
        decide(id, 1, true);
        decide(id, 300e18, false);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.WrongStatus.selector, id, IBountyVault.Status.Decided));
        decide(id, 1, false);
    }

    function test_Decide_SeveralClaimsCannotBePromisedTheSameMoney() public {
        uint256[] memory ids = new uint256[](4);
        for (uint256 i; i < 4; ++i) {
            ids[i] = open(ANN, bytes32(i + 1));
        }
        (, uint256 reserved,) = vault.funds();
        assertEq(reserved, 1200e18, "more than the vault holds, so nothing can be withdrawn");
        skip(3 days + 1);
        for (uint256 i; i < 3; ++i) {
            decide(ids[i], 300e18, false);
        }
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.TooMuch.selector, 101e18, 100e18));
        decide(ids[3], 101e18, false);
        decide(ids[3], 100e18, false);
    }

    function test_Decide_RevertWhen_CallerIsNotTheCommittee(address caller) public {
        vm.assume(caller != COMMITTEE);
        uint256 id = open(ANN, REPORT);
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.Unauthorized.selector, caller));
        vm.prank(caller);
        vault.decide(id, 1, false);
    }

    function test_Finalize_RevertWhen_ItCanStillBeChallenged() public {
        uint256 id = decided(ANN, REPORT, 100e18);
        uint256 from = block.timestamp + 3 days + 1;
        skip(3 days);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.OutsideWindow.selector, from, type(uint256).max));
        vault.finalize(id);
    }

    function test_PayOut_VestsLinearly() public {
        uint256 id = payable_(ANN, REPORT, 100e18);
        uint256 before = token.balanceOf(ANN);
        skip(10 days);
        assertEq(payOut(ANN, id), uint256(100e18) * 10 / 30);
        skip(20 days);
        payOut(ANN, id);
        assertEq(token.balanceOf(ANN) - before, 100e18);
        skip(1 days);
        assertEq(payOut(ANN, id), 0);
        (uint256 held, uint256 reserved, uint256 owed) = vault.funds();
        assertEq(held, 900e18);
        assertEq(reserved, 0);
        assertEq(owed, 0);
    }

    function test_PayOut_RevertWhen_CallerIsNotTheReporter() public {
        uint256 id = payable_(ANN, REPORT, 100e18);
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.Unauthorized.selector, MALLORY));
        payOut(MALLORY, id);
    }

    function test_PayOut_RevertWhen_NotPayable() public {
        uint256 id = decided(ANN, REPORT, 100e18);
        assertEq(vault.vested(id), 0);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.WrongStatus.selector, id, IBountyVault.Status.Decided));
        payOut(ANN, id);
    }

    function test_Bond_IsReturnedUnlessSpam() public {
        uint256 before = token.balanceOf(ANN);
        payable_(ANN, REPORT, 0);
        assertEq(vault.bondsOf(ANN), BOND);
        vm.prank(ANN);
        vault.takeBonds(ANN);
        assertEq(token.balanceOf(ANN), before);
        assertEq(vault.bondsOf(ANN), 0);

        uint256 id = open(ANN, "junk");
        skip(3 days + 1);
        decide(id, 0, true);
        skip(3 days + 1);
        vault.finalize(id);
        assertEq(vault.bondsOf(ANN), 0);
        (uint256 held,,) = vault.funds();
        assertEq(held, 1000e18 + BOND);
    }

    /// @dev A reporter whom the token refuses must not hold up what its claim reserves.
    function test_Finalize_WorksForAReporterWhoCannotReceive() public {
        uint256 id = decided(ANN, REPORT, 0);
        token.refuse(ANN);
        skip(3 days + 1);
        vault.finalize(id);
        (, uint256 reserved,) = vault.funds();
        assertEq(reserved, 0);
    }

    function test_Forfeit_KeepsTheBondOfALapsedCommitment() public {
        bytes32 c = commit(ANN, REPORT);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.TooSoon.selector, block.timestamp + 3 days + 1));
        vault.forfeit(ANN, c);
        skip(3 days + 1);
        vault.forfeit(ANN, c);
        (uint256 held,,) = vault.funds();
        assertEq(held, 1000e18 + BOND);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.NotCommitted.selector, c));
        vault.forfeit(ANN, c);
    }

    function test_Silence_ClosesAnUndecidedClaimAfterFourWeeks() public {
        uint256 id = open(ANN, REPORT);
        uint256 from = block.timestamp + 28 days + 1;
        skip(28 days);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.OutsideWindow.selector, from, type(uint256).max));
        vault.finalize(id);
        skip(1);
        vault.finalize(id);
        assertEq(vault.bondsOf(ANN), BOND);
        (, uint256 reserved,) = vault.funds();
        assertEq(reserved, 0);
    }
}
