// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IncidentRegistry} from "../../src/core/IncidentRegistry.sol";
import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {IGuardianStake} from "../../src/interfaces/IGuardianStake.sol";
import {IIncidentRegistry, Outcome, Verdict} from "../../src/interfaces/IIncidentRegistry.sol";
import {Fixture} from "../support/Fixture.sol";

contract JusticeTest is Fixture {
    address private _reporter = makeAddr("reporter");
    bytes32 private _id;

    function setUp() public override {
        super.setUp();
        asset.mint(address(vault), 100_000e18);
        addGuardians(9);
        fund(treasury, address(registry), 1000e18);
        vm.prank(treasury);
        registry.fundRewards(address(vault), 120e18);
        _id = raiseBy(0, "evidence");
    }

    // Overturn

    function test_Overturn_EndsThePauseAtOnceByCouncilOrGovernor() public {
        vm.prank(council);
        registry.overturn(_id);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
        vault.steal(asset, _reporter, 1);

        bytes32 second = raiseBy(1, "other");
        vm.prank(governor);
        registry.overturn(second);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
    }

    function test_Overturn_EndsAQuorumsPauseToo() public {
        attestBy(_id, Verdict.Attack, 0, 9);
        vm.prank(council);
        registry.overturn(_id);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
    }

    function test_Overturn_NoQuorumCanPauseAgainAfterIt() public {
        vm.prank(council);
        registry.overturn(_id);
        attestBy(_id, Verdict.Attack, 0, 9);
        assertEq(registry.incident(_id).quorumAt, 0);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
    }

    function test_Overturn_WhatIsOverturnedCannotBeRaisedAgainByAnyone() public {
        vm.prank(council);
        registry.overturn(_id);
        vm.expectRevert(IIncidentRegistry.WasOverturned.selector);
        raiseBy(1, "evidence");
        skip(30 days);
        vm.expectRevert(IIncidentRegistry.WasOverturned.selector);
        raiseBy(0, "evidence");
    }

    /// @dev Else one changed bit of evidence would be a new incident every day.
    function test_Overturn_BarsTheRaiserFromActingAloneForAWeek() public {
        vm.prank(council);
        registry.overturn(_id);
        uint256 from = block.timestamp + 7 days;
        skip(7 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.CoolingDown.selector, from));
        raiseBy(0, "evidence, changed a little");
        skip(1);
        raiseBy(0, "evidence, changed a little");
    }

    /// @dev A false incident on top of a true one takes its place; when it is overturned, the true one stands again.
    function test_Reassert_AnIncidentOnTopDoesNotTakeAnHonestPauseWithIt() public {
        uint256 until = block.timestamp + 1 hours;
        skip(1 minutes);
        bytes32 onTop = raiseBy(1, "false");
        assertEq(breaker.status(target).reason, bytes26(onTop));
        vm.prank(council);
        registry.overturn(onTop);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));

        assertTrue(registry.reassert(_id));
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Paused));
        assertEq(breaker.status(target).until, until, "and not a second longer");
        assertFalse(registry.reassert(_id));
    }

    function test_Reassert_RevertWhen_OverturnedExpiredOrGone() public {
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NoIncident.selector, bytes32("x")));
        registry.reassert("x");
        bytes32 other = raiseOn(2, "borrow", "other");
        skip(1 hours);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.OutOfBounds.selector, target));
        registry.reassert(_id);
        vm.prank(council);
        registry.overturn(other);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, other));
        registry.reassert(other);
    }

    function test_Overturn_RevertWhen_TwiceOrDecided() public {
        vm.startPrank(council);
        registry.overturn(_id);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, _id));
        registry.overturn(_id);
        registry.resolve(_id, Outcome.FalseAlarm);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, _id));
        registry.overturn(_id);
    }

    function test_Judges_AreCouncilAndGovernorOnly() public {
        bytes[4] memory calls = [
            abi.encodeCall(registry.overturn, (_id)),
            abi.encodeCall(registry.resolve, (_id, Outcome.Malicious)),
            abi.encodeCall(registry.extend, (_id)),
            abi.encodeCall(registry.giveBack, (_id, 1))
        ];
        for (uint256 i; i < 4; ++i) {
            (bool done, bytes memory answer) = address(registry).call(calls[i]);
            assertFalse(done);
            assertEq(answer, abi.encodeWithSelector(IIncidentRegistry.NotCouncilOrGovernor.selector, address(this)));
        }
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NoIncident.selector, bytes32("x")));
        registry.overturn("x");
    }

    // Resolve and settle

    function test_Resolve_FalseAlarmGivesTheBondToTheTreasuryAndEndsThePause() public {
        vm.prank(council);
        registry.resolve(_id, Outcome.FalseAlarm);
        assertEq(token.balanceOf(treasury), 880e18 + 100e18);
        assertEq(registry.bond(guardians[0]).locked, 0);
        assertEq(registry.bond(guardians[0]).free, 900e18);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Normal));
        assertEq(staking.guardian(guardians[0]).magnitude, 1e18, "an honest mistake costs no stake");
    }

    function test_Resolve_MaliciousSlashesTheRaiserTooWhichTheStakesOwnerCanVeto() public {
        vm.prank(council);
        registry.resolve(_id, Outcome.Malicious);
        assertEq(staking.guardian(guardians[0]).magnitude, 0.8e18);
        assertEq(staking.getVotes(guardians[0]), 0);
        skip(6 days);
        vm.prank(owner);
        staking.veto(1);
        assertEq(staking.getVotes(guardians[0]), MIN_STAKE);
    }

    function test_Resolve_ConfirmedOnlyAfterTheChallengeAndReturnsTheBond() public {
        vm.startPrank(council);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.TooEarly.selector, block.timestamp + 24 hours));
        registry.resolve(_id, Outcome.Confirmed);
        skip(24 hours);
        registry.resolve(_id, Outcome.Confirmed);
        assertEq(registry.bond(guardians[0]).free, 1000e18);
        assertEq(registry.rewardPot(address(vault)), 120e18, "without a quorum nobody earns");
        vm.expectRevert(IIncidentRegistry.NotProven.selector);
        registry.claimReward(_id, 1);
    }

    function test_Resolve_RevertWhen_DecidedOrNoDecision() public {
        vm.startPrank(council);
        vm.expectRevert(IIncidentRegistry.BadOutcome.selector);
        registry.resolve(_id, Outcome.Open);
        vm.expectRevert(IIncidentRegistry.BadOutcome.selector);
        registry.resolve(_id, Outcome.Lapsed);
        registry.resolve(_id, Outcome.FalseAlarm);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, _id));
        registry.resolve(_id, Outcome.Malicious);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, _id));
        registry.settle(_id);
    }

    function test_Settle_WithoutQuorumAndObjectionTheIncidentLapsesAndCostsNothing() public {
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.TooEarly.selector, block.timestamp + 24 hours));
        registry.settle(_id);
        skip(24 hours);
        registry.settle(_id);
        assertEq(uint8(registry.incident(_id).outcome), uint8(Outcome.Lapsed));
        assertEq(registry.bond(guardians[0]).free, 1000e18);
        vm.expectRevert(IIncidentRegistry.BadOutcome.selector);
        registry.proveNegligence(_id, 5);
    }

    function test_Settle_WithAQuorumTheIncidentIsConfirmedADayLater() public {
        skip(20 hours);
        attestBy(_id, Verdict.Attack, 0, 6);
        skip(24 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.TooEarly.selector, block.timestamp + 1));
        registry.settle(_id);
        skip(1);
        registry.settle(_id);
        assertEq(uint8(registry.incident(_id).outcome), uint8(Outcome.Confirmed));
    }

    function test_Settle_OverturnedAndNeverDecidedIsAFalseAlarmAfterAWeek() public {
        attestBy(_id, Verdict.Attack, 0, 6);
        vm.prank(council);
        registry.overturn(_id);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.TooEarly.selector, block.timestamp + 7 days));
        registry.settle(_id);
        skip(7 days);
        registry.settle(_id);
        assertEq(uint8(registry.incident(_id).outcome), uint8(Outcome.FalseAlarm));
        assertEq(registry.bond(guardians[0]).locked, 0);
    }

    // Rewards

    function test_Rewards_AreSharedByRaiserAndAttestersByWeightAndReachTheirPools() public {
        _confirm(6);
        assertEq(registry.rewardPot(address(vault)), 70e18);

        assertApproxEqAbs(registry.claimReward(_id, 1), 15e18 + 35e18 / uint256(6), 1);
        assertApproxEqAbs(registry.claimReward(_id, 2), 35e18 / uint256(6), 1);
        assertEq(staking.creditOf(guardians[0]), (15e18 + 35e18 / uint256(6)) / 10, "its commission");
        assertGt(staking.pool(guardians[1]).assets, MIN_STAKE);
        vm.expectRevert(IIncidentRegistry.NotProven.selector);
        registry.claimReward(_id, 1);
        vm.expectRevert(IIncidentRegistry.NotProven.selector);
        registry.claimReward(_id, 8);
    }

    function test_Rewards_ArePaidOnlyAsFarAsThePotReaches() public {
        _confirm(6);
        for (uint256 round; round < 2; ++round) {
            skip(3 days);
            _id = raiseBy(0, bytes32(round));
            _confirm(6);
        }
        assertEq(registry.rewardPot(address(vault)), 0);
        assertApproxEqAbs(registry.claimReward(_id, 2), uint256(14e18) / 6, 1, "the last 20");
    }

    function test_Rewards_NoneForTheOtherVerdict() public {
        attestBy(_id, Verdict.NoAttack, 8, 9);
        _confirm(6);
        vm.expectRevert(IIncidentRegistry.NotProven.selector);
        registry.claimReward(_id, 9);
        assertEq(registry.incident(_id).noAttack, MIN_STAKE);
    }

    // Equivocation

    function test_Equivocation_IsSlashedAndExpelledAtOnce() public {
        registry.proveEquivocation(_id, _by(4, Verdict.Attack), _by(4, Verdict.NoAttack));
        assertEq(staking.guardian(guardians[4]).magnitude, 0.9e18);
        assertEq(staking.getVotes(guardians[4]), 0);
        _expectNotProven(_by(4, Verdict.Attack), _by(4, Verdict.NoAttack));
    }

    function test_Equivocation_RewardsItsReporter() public {
        (IIncidentRegistry.Attestation memory yes, IIncidentRegistry.Attestation memory no) =
            (_by(4, Verdict.Attack), _by(4, Verdict.NoAttack));
        vm.prank(_reporter);
        registry.proveEquivocation(_id, yes, no);
        skip(7 days);
        staking.release(1);
        assertEq(staking.creditOf(_reporter), 10e18);
        assertEq(staking.creditOf(treasury), 50e18);
    }

    function test_Equivocation_IsNotWashedCleanByANewKey() public {
        IIncidentRegistry.Attestation memory old = _by(4, Verdict.Attack);
        bytes memory proof = sign(0xbeef, staking.keyDigest(guardians[4]));
        vm.prank(guardians[4]);
        staking.scheduleKey(vm.addr(0xbeef), proof);
        skip(1 days);
        staking.activateKey(guardians[4]);
        keys[4] = 0xbeef;
        registry.proveEquivocation(_id, old, _by(4, Verdict.NoAttack));
        assertEq(staking.guardian(guardians[4]).expulsions, 1);
    }

    function test_Equivocation_RevertWhen_ItShowsNothing() public {
        (IIncidentRegistry.Attestation memory yes, IIncidentRegistry.Attestation memory no) =
            (_by(4, Verdict.Attack), _by(4, Verdict.NoAttack));
        _expectNotProven(yes, _by(5, Verdict.NoAttack));
        _expectNotProven(yes, yes);
        _expectNotProven(no, no);
        IIncidentRegistry.Attestation memory stranger = _by(4, Verdict.Attack);
        stranger.signer = _reporter;
        _expectNotProven(stranger, stranger);
        skip(14 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.TooLate.selector, block.timestamp - 1));
        registry.proveEquivocation(_id, yes, no);
    }

    /// @dev Two incidents, two opposite verdicts: that is what honest guardians do.
    function test_Equivocation_IsNotAcrossIncidents() public {
        skip(1 hours);
        bytes32 other = raiseBy(1, "other");
        IIncidentRegistry.Attestation memory no = IIncidentRegistry.Attestation(
            vm.addr(keys[4]), sign(keys[4], registry.attestationDigest(other, Verdict.NoAttack))
        );
        _expectNotProven(_by(4, Verdict.Attack), no);
    }

    // Negligence

    function test_Negligence_OfAConfirmedIncidentIsSlashedALittle() public {
        _confirm(6);
        vm.prank(_reporter);
        registry.proveNegligence(_id, 8);
        assertEq(staking.guardian(guardians[7]).magnitude, 0.999e18);
        assertEq(staking.guardian(guardians[7]).expulsions, 0);
        vm.expectRevert(IIncidentRegistry.NotProven.selector);
        registry.proveNegligence(_id, 8);
    }

    function test_Negligence_IsNotThatOfThoseWhoGaveAVerdictOrWereOffDutyOrRaised() public {
        attestBy(_id, Verdict.NoAttack, 7, 8);
        address late = addGuardian(MIN_STAKE);
        _confirmBut(1, 7);
        uint32[4] memory innocent = [uint32(1), 2, 8, staking.guardian(late).index];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(IIncidentRegistry.NotProven.selector);
            registry.proveNegligence(_id, innocent[i]);
        }
    }

    function test_Negligence_RevertWhen_Late() public {
        _confirm(6);
        skip(14 days);
        vm.expectRevert(
            abi.encodeWithSelector(IIncidentRegistry.TooLate.selector, registry.incident(_id).raisedAt + 14 days)
        );
        registry.proveNegligence(_id, 8);
    }

    // Held withdrawals

    function test_GiveBack_ReturnsAStolenWithdrawalOfAConfirmedIncident() public {
        skip(1 hours);
        uint256 ticket = vault.steal(asset, _reporter, 50_000e18);
        attestBy(_id, Verdict.Attack, 0, 6);
        vm.startPrank(council);
        vm.expectRevert(IIncidentRegistry.BadOutcome.selector);
        registry.giveBack(_id, ticket);
        skip(24 hours);
        registry.settle(_id);
        registry.giveBack(_id, ticket);
        assertEq(asset.balanceOf(address(vault)), 100_000e18);
    }

    function test_GiveBack_RevertWhen_TheWithdrawalWasQueuedLongBefore() public {
        skip(1 hours);
        uint256 ticket = vault.steal(asset, _reporter, 50_000e18);
        skip(24 hours + 1);
        _id = raiseBy(1, "other");
        _confirm(6);
        vm.expectPartialRevert(IIncidentRegistry.TooLate.selector);
        vm.prank(council);
        registry.giveBack(_id, ticket);
    }

    function test_GiveBack_RevertWhen_TheWithdrawalCameLongAfter() public {
        _confirm(6);
        skip(10 days);
        uint256 ticket = vault.steal(asset, _reporter, 50_000e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IIncidentRegistry.TooLate.selector, uint256(registry.incident(_id).actionUntil) + 1 days
            )
        );
        vm.prank(council);
        registry.giveBack(_id, ticket);
    }

    function _by(uint256 number, Verdict verdict) private view returns (IIncidentRegistry.Attestation memory) {
        bytes32 digest = registry.attestationDigest(_id, verdict);
        return IIncidentRegistry.Attestation(vm.addr(keys[number]), sign(keys[number], digest));
    }

    function _expectNotProven(
        IIncidentRegistry.Attestation memory attack,
        IIncidentRegistry.Attestation memory noAttack
    ) private {
        vm.expectRevert(IIncidentRegistry.NotProven.selector);
        registry.proveEquivocation(_id, attack, noAttack);
    }

    function _confirm(uint256 attesters) private {
        _confirmBut(0, attesters);
    }

    function _confirmBut(uint256 from, uint256 to) private {
        attestBy(_id, Verdict.Attack, from, to);
        skip(24 hours);
        registry.settle(_id);
    }
}
