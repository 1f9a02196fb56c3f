// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BountyVault} from "../../src/core/BountyVault.sol";
import {GovernorArbitrator} from "../../src/core/GovernorArbitrator.sol";
import {IArbitrable} from "../../src/interfaces/IArbitrable.sol";
import {IBountyFunds} from "../../src/interfaces/IBountyFunds.sol";
import {IBountyVault} from "../../src/interfaces/IBountyVault.sol";
import {BountyFixture} from "./BountyFixture.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract BountyDisputeTest is BountyFixture {
    function challenge(address who, uint256 id) private {
        vm.prank(who);
        vault.challenge{value: 0.1 ether}(id);
    }

    function ruled(uint256 ruling, uint128 amount) private returns (IBountyVault.Claim memory) {
        uint256 id = decided(ANN, REPORT, amount);
        challenge(ANN, id);
        arbitrator.rule(IArbitrable(address(vault)), 0, ruling);
        return vault.claims(id);
    }

    function test_Rule_ForTheReporterAwardsTheAsk() public {
        assertEq(ruled(1, 10e18).amount, 250e18);
    }

    function test_Rule_ForTheCommitteeOrRefusedKeepsTheDecision() public {
        assertEq(ruled(2, 10e18).amount, 10e18);
    }

    function test_Rule_RefusedKeepsTheDecision() public {
        assertEq(ruled(0, 10e18).amount, 10e18);
    }

    function test_Rule_NothingCloses() public {
        IBountyVault.Claim memory claim = ruled(3, 10e18);
        assertEq(uint256(claim.status), uint256(IBountyVault.Status.Closed));
        (, uint256 reserved, uint256 owed) = vault.funds();
        assertEq(reserved + owed, 0);
    }

    function test_Rule_ForTheReporterClearsTheAccusationOfSpam() public {
        uint256 id = open(ANN, REPORT);
        skip(3 days + 1);
        decide(id, 0, true);
        challenge(ANN, id);
        arbitrator.rule(IArbitrable(address(vault)), 0, 1);
        assertEq(vault.bondsOf(ANN), BOND);
        assertEq(vault.claims(id).amount, 250e18);
    }

    function test_Rule_AnAwardAboveWhatIsFreeSaysTheShortfall() public {
        uint256 id = decided(ANN, REPORT, 100e18);
        challenge(ANN, id);
        for (uint256 i; i < 3; ++i) {
            decided(ANN, bytes32(i + 1), 300e18 - (i == 0 ? 80e18 : 0));
        }
        vm.expectEmit(address(vault));
        emit IBountyVault.Finalized(id, 180e18, 70e18);
        arbitrator.rule(IArbitrable(address(vault)), 0, 1);
    }

    function test_Rule_RevertWhen_NotTheArbitratorOrUnknown() public {
        uint256 id = decided(ANN, REPORT, 1);
        challenge(ANN, id);
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.Unauthorized.selector, address(this)));
        vault.rule(0, 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.UnknownDispute.selector, 0, 4));
        arbitrator.rule(IArbitrable(address(vault)), 0, 4);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.UnknownDispute.selector, 9, 1));
        arbitrator.rule(IArbitrable(address(vault)), 9, 1);
        arbitrator.rule(IArbitrable(address(vault)), 0, 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.WrongStatus.selector, id, IBountyVault.Status.Payable));
        arbitrator.rule(IArbitrable(address(vault)), 0, 2);
    }

    function test_Challenge_BySponsorAgainstAnAward() public {
        uint256 id = decided(MALLORY, REPORT, 300e18);
        challenge(SPONSOR, id);
        arbitrator.rule(IArbitrable(address(vault)), 0, 3);
        assertEq(vault.claims(id).amount, 0);
    }

    function test_Challenge_RevertWhen_LateOrByOthersOrWithAnotherFee() public {
        uint256 id = decided(ANN, REPORT, 1);
        uint256 from = block.timestamp;
        vm.expectRevert(abi.encodeWithSelector(IBountyFunds.Unauthorized.selector, MALLORY));
        challenge(MALLORY, id);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.WrongFee.selector, 1, 0.1 ether));
        vm.prank(ANN);
        vault.challenge{value: 1}(id);
        skip(3 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.OutsideWindow.selector, from, from + 3 days));
        challenge(ANN, id);
    }

    function test_Challenge_OfSilenceAfterTwoWeeks() public {
        uint256 id = open(ANN, REPORT);
        uint256 from = block.timestamp + 14 days;
        skip(14 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.OutsideWindow.selector, from, type(uint256).max));
        challenge(ANN, id);
        skip(1);
        challenge(ANN, id);
        arbitrator.rule(IArbitrable(address(vault)), 0, 1);
        assertEq(vault.claims(id).amount, 250e18);
    }

    function test_Challenge_RevertWhen_ClaimIsFinal() public {
        uint256 id = payable_(ANN, REPORT, 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.WrongStatus.selector, id, IBountyVault.Status.Payable));
        challenge(ANN, id);
    }

    function test_Arbitrator_ThatNeverRulesDelaysAndDoesNotFreeze() public {
        uint256 id = decided(ANN, REPORT, 100e18);
        challenge(SPONSOR, id);
        uint256 from = block.timestamp + 90 days + 1;
        skip(90 days);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.OutsideWindow.selector, from, type(uint256).max));
        vault.finalize(id);
        skip(1);
        vault.finalize(id);
        assertEq(vault.claims(id).amount, 100e18);
    }

    function test_Arbitrator_RevertWhen_ItRepeatsADispute() public {
        arbitrator.misbehave(true, false);
        challenge(ANN, decided(ANN, "1", 1));
        uint256 id = decided(ANN, "2", 1);
        vm.expectRevert(abi.encodeWithSelector(IBountyVault.UnknownDispute.selector, 0, 0));
        challenge(ANN, id);
    }

    function test_Arbitrator_RevertWhen_ItRulesWithinTheChallenge() public {
        arbitrator.misbehave(false, true);
        uint256 id = decided(ANN, REPORT, 1);
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        challenge(ANN, id);
    }
}

contract GovernorArbitratorTest is BountyFixture {
    GovernorArbitrator private _arbitrator = new GovernorArbitrator(GOVERNOR);

    function setUp() public override {
        super.setUp();
        vault = new BountyVault(address(token), SPONSOR, COMMITTEE, harbor, _arbitrator, BOND, 30 days);
        fund(ANN);
        token.mint(address(this), 1000e18);
        token.approve(address(vault), type(uint256).max);
        vault.deposit(1000e18);
    }

    function test_Rule_ByAVoteOfTheGovernor() public {
        uint256 id = decided(ANN, REPORT, 1);
        vm.prank(ANN);
        vault.challenge(id);
        vm.expectRevert(abi.encodeWithSelector(GovernorArbitrator.Unauthorized.selector, ANN));
        vm.prank(ANN);
        _arbitrator.rule(1, 1);
        vm.prank(GOVERNOR);
        _arbitrator.rule(1, 1);
        assertEq(vault.claims(id).amount, 250e18);
    }

    function test_CreateDispute_RevertWhen_ValueIsSent() public {
        vm.expectRevert(abi.encodeWithSelector(GovernorArbitrator.WrongFee.selector, 1));
        _arbitrator.createDispute{value: 1}(3, "");
        assertEq(_arbitrator.disputeCount(), 0);
    }
}
