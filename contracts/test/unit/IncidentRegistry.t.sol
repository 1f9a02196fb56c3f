// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IncidentRegistry} from "../../src/core/IncidentRegistry.sol";
import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {IIncidentRegistry, Outcome, Verdict} from "../../src/interfaces/IIncidentRegistry.sol";
import {Fixture} from "../support/Fixture.sol";
import {ContractSigner, GasBurningSigner} from "../support/Signers.sol";

contract IncidentRegistryTest is Fixture {
    address private _stranger = makeAddr("stranger");

    function setUp() public override {
        super.setUp();
        asset.mint(address(vault), 100_000e18);
        addGuardians(9);
    }

    // Raise

    function test_Raise_PausesAtOnceForAnHourAndLocksTheBond() public {
        bytes32 id = raiseBy(0, "evidence");
        ICircuitBreaker.Status memory s = breaker.status(target);
        assertEq(uint8(s.mode), uint8(Mode.Paused));
        assertEq(s.until, block.timestamp + 1 hours);
        assertEq(s.reason, bytes26(id));
        assertEq(registry.bond(guardians[0]).locked, 100e18);
        assertEq(registry.bond(guardians[0]).free, 900e18);
        assertEq(registry.soloBudget(address(vault)), 5 hours);
        assertEq(registry.incident(id).protocol, address(vault));
    }

    function test_Raise_TheBondScalesWithTheHarm() public view {
        assertEq(registry.bondFor(address(vault), target, Mode.Throttled), 25e18);
        assertEq(registry.bondFor(address(vault), target, Mode.Paused), 100e18);
        assertEq(registry.bondFor(address(vault), EVERYTHING, Mode.Throttled), 100e18);
        assertEq(registry.bondFor(address(vault), EVERYTHING, Mode.Paused), 400e18);
    }

    function test_Raise_RevertWhen_TheGuardianActedWithin24Hours() public {
        raiseBy(0, "evidence");
        uint256 from = block.timestamp + 24 hours;
        skip(24 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.CoolingDown.selector, from));
        raiseBy(0, "more evidence");
        skip(1);
        raiseBy(0, "more evidence");
    }

    function test_Raise_RevertWhen_NotByAGuardiansKey() public {
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotOnDuty.selector, _stranger));
        vm.prank(_stranger);
        registry.raise(address(vault), target, Mode.Paused, "evidence");
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotOnDuty.selector, guardians[0]));
        vm.prank(guardians[0]);
        registry.raise(address(vault), target, Mode.Paused, "evidence");
    }

    function test_Raise_RevertWhen_TheStakeCameInThisVerySecond() public {
        addGuardian(MIN_STAKE);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotOnDuty.selector, vm.addr(keys[9])));
        raiseBy(9, "evidence");
    }

    function test_Raise_RevertWhen_TheBondIsTooSmall() public {
        vm.prank(guardians[0]);
        registry.withdrawBond(900.5e18);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.BondTooSmall.selector, 100e18, 99.5e18));
        raiseBy(0, "evidence");
    }

    function test_Raise_RevertWhen_NothingIsAskedOrTheProtocolIsNotEnrolled() public {
        vm.startPrank(vm.addr(keys[0]));
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotEnrolled.selector, _stranger));
        registry.raise(_stranger, target, Mode.Paused, "evidence");
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.AlreadyInForce.selector, target));
        registry.raise(address(vault), target, Mode.Normal, "evidence");
    }

    /// @dev Six guardians in one day use the budget up; the seventh's incident stands, but stops nothing alone.
    function test_Raise_AllGuardiansTogetherCannotStopAProtocolLongerThanItsBudget() public {
        for (uint256 i; i < 6; ++i) {
            raiseBy(i, bytes32(i));
            skip(1 hours);
        }
        assertEq(registry.soloBudget(address(vault)), 1.5 hours, "a quarter of a day gives a quarter back");
        raiseBy(6, "x");
        skip(1 hours);
        bytes32 id = raiseBy(7, "y");
        assertLt(registry.incident(id).actionUntil, block.timestamp + 1 hours);
        skip(1 hours);
        id = raiseBy(8, "z");
        assertLe(registry.incident(id).actionUntil - block.timestamp, 15 minutes);
    }

    function test_Raise_WithoutBudgetStandsAndAQuorumCanStillAct() public {
        IIncidentRegistry.Policy memory p = policy();
        p.soloBudget = 1 hours;
        _enroll(p);
        raiseBy(0, "first");
        vm.prank(vm.addr(keys[1]));
        bytes32 id = registry.raise(address(vault), "borrow", Mode.Paused, "second");
        assertEq(uint8(registry.incident(id).mode), uint8(Mode.Normal));
        assertEq(uint8(breaker.status("borrow").mode), uint8(Mode.Normal));
        attestBy(id, Verdict.Attack, 0, 6);
        assertEq(uint8(breaker.status("borrow").mode), uint8(Mode.Paused));
    }

    function test_Raise_RevertWhen_TheSameIsInForce() public {
        raiseBy(0, "evidence");
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.AlreadyInForce.selector, target));
        raiseBy(1, "evidence");
        skip(1 hours);
        raiseBy(1, "evidence");
    }

    // Attest

    function test_Attest_TwoThirdsOfTheStakeOnDutyPauseForThreeDays() public {
        bytes32 id = raiseBy(0, "evidence");
        assertEq(attestBy(id, Verdict.Attack, 0, 5), 5 * MIN_STAKE);
        assertEq(registry.incident(id).quorumAt, 0);
        attestBy(id, Verdict.Attack, 5, 6);
        assertEq(registry.incident(id).quorumAt, block.timestamp);
        assertEq(breaker.status(target).until, block.timestamp + 3 days);
        assertTrue(registry.hasAttested(id, 1));
        assertFalse(registry.hasAttested(id, 9));
    }

    function test_Attest_CountsEachGuardianOnceWhateverIsSentAgain() public {
        bytes32 id = raiseBy(0, "evidence");
        attestBy(id, Verdict.Attack, 0, 3);
        assertEq(attestBy(id, Verdict.Attack, 0, 4), MIN_STAKE);
        vm.expectRevert(IIncidentRegistry.NothingCounted.selector);
        this.attestExternally(id, Verdict.Attack, 0, 4);
        vm.expectRevert(IIncidentRegistry.NothingCounted.selector);
        this.attestExternally(id, Verdict.NoAttack, 0, 4);
    }

    function attestExternally(bytes32 id, Verdict verdict, uint256 from, uint256 to) external {
        attestBy(id, verdict, from, to);
    }

    function test_Attest_PassesOverSignaturesOfAnotherIncidentAndOfStrangers() public {
        bytes32 id = raiseBy(0, "evidence");
        skip(1 hours);
        bytes32 other = raiseBy(1, "other");
        bytes32[2][] memory replayed = signatures(id, Verdict.Attack, 0, 9);
        (bool done,) = address(registry)
            .call(
                abi.encodeCall(
                    registry.attest, (other, Verdict.Attack, replayed, new IIncidentRegistry.Attestation[](0))
                )
            );
        assertFalse(done, "recovers to addresses nobody owns, whose order is arbitrary too");
        assertEq(registry.incident(other).attack, 0);
    }

    function test_Attest_SignaturesOfAnotherChainAreWorthless() public {
        bytes32 id = raiseBy(0, "evidence");
        bytes32 here = registry.attestationDigest(id, Verdict.Attack);
        vm.chainId(10);
        assertNotEq(registry.attestationDigest(id, Verdict.Attack), here);
        IncidentRegistry elsewhere = new IncidentRegistry(staking, token);
        assertNotEq(elsewhere.attestationDigest(id, Verdict.Attack), here);
    }

    function test_Attest_StakeThatMovesAfterTheRaiseMovesNeitherSideOfTheQuorum() public {
        bytes32 id = raiseBy(0, "evidence");
        addGuardian(100 * MIN_STAKE);
        for (uint256 i = 6; i < 9; ++i) {
            vm.prank(guardians[i]);
            staking.setDuty(false);
        }
        skip(1);
        vm.expectRevert(IIncidentRegistry.NothingCounted.selector);
        this.attestExternally(id, Verdict.Attack, 9, 10);
        attestBy(id, Verdict.Attack, 0, 5);
        assertEq(registry.incident(id).quorumAt, 0, "those who left still count against");
        attestBy(id, Verdict.Attack, 8, 9);
        assertGt(registry.incident(id).quorumAt, 0, "and may still give their verdict");
    }

    function test_Attest_RevertWhen_UnsortedOrTooMany() public {
        bytes32 id = raiseBy(0, "evidence");
        bytes32[2][] memory list = signatures(id, Verdict.Attack, 0, 2);
        (list[0], list[1]) = (list[1], list[0]);
        IIncidentRegistry.Attestation[] memory none = new IIncidentRegistry.Attestation[](0);
        vm.expectRevert(IIncidentRegistry.NotSorted.selector);
        registry.attest(id, Verdict.Attack, list, none);
        list[1] = list[0];
        vm.expectRevert(IIncidentRegistry.NotSorted.selector);
        registry.attest(id, Verdict.Attack, list, none);
        vm.expectRevert(IIncidentRegistry.TooMany.selector);
        registry.attest(id, Verdict.Attack, new bytes32[2][](201), none);
        IIncidentRegistry.Attestation[] memory twice = new IIncidentRegistry.Attestation[](2);
        (twice[0].signer, twice[1].signer) = (_stranger, _stranger);
        vm.expectRevert(IIncidentRegistry.NotSorted.selector);
        registry.attest(id, Verdict.Attack, new bytes32[2][](0), twice);
    }

    function test_Attest_RevertWhen_NoVerdictOrTooLateOrNoIncident() public {
        bytes32 id = raiseBy(0, "evidence");
        vm.expectRevert(IIncidentRegistry.BadVerdict.selector);
        this.attestExternally(id, Verdict.None, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NoIncident.selector, bytes32("x")));
        this.attestExternally("x", Verdict.Attack, 0, 1);
        skip(24 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.TooLate.selector, block.timestamp - 1));
        this.attestExternally(id, Verdict.Attack, 0, 1);
        registry.settle(id);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, id));
        this.attestExternally(id, Verdict.Attack, 0, 1);
    }

    function test_Attest_CountsContractsThatSignByErc1271AndBoundsTheirGas() public {
        address honest = address(new ContractSigner());
        address greedy = address(new GasBurningSigner());
        _registerWithKey(makeAddr("a"), honest);
        _registerWithKey(makeAddr("b"), greedy);
        GasBurningSigner(greedy).turn();
        skip(1);
        bytes32 id = raiseBy(0, "evidence");

        IIncidentRegistry.Attestation[] memory list = new IIncidentRegistry.Attestation[](2);
        (address low, address high) = honest < greedy ? (honest, greedy) : (greedy, honest);
        (list[0].signer, list[1].signer) = (low, high);
        uint256 gas = gasleft();
        assertEq(registry.attest(id, Verdict.Attack, new bytes32[2][](0), list), MIN_STAKE, "only the honest one");
        assertLt(gas - gasleft(), 500_000);
    }

    function test_Attest_OfAGuardianThatChangedItsKeyCountsByTheNewOneOnly() public {
        bytes memory proof = sign(0xbeef, staking.keyDigest(guardians[1]));
        vm.prank(guardians[1]);
        staking.scheduleKey(vm.addr(0xbeef), proof);
        skip(23 hours);
        bytes32 id = raiseBy(0, "evidence");
        skip(1 hours);
        staking.activateKey(guardians[1]);
        vm.expectRevert(IIncidentRegistry.NothingCounted.selector);
        this.attestExternally(id, Verdict.Attack, 1, 2);
        keys[1] = 0xbeef;
        assertEq(attestBy(id, Verdict.Attack, 1, 2), MIN_STAKE);
    }

    // Extend

    function test_Extend_ProlongsAQuorumsPauseOnce() public {
        bytes32 id = raiseBy(0, "evidence");
        vm.startPrank(council);
        bytes memory over = abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, id);
        vm.expectRevert(over);
        registry.extend(id);
        attestBy(id, Verdict.Attack, 0, 6);
        skip(2 days);
        registry.extend(id);
        assertEq(breaker.status(target).until, block.timestamp + 3 days);
        vm.expectRevert(over);
        registry.extend(id);
    }

    function test_Extend_RevertWhen_ThePauseHasExpired() public {
        bytes32 id = raiseBy(0, "evidence");
        attestBy(id, Verdict.Attack, 0, 6);
        skip(3 days);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.IncidentIsOver.selector, id));
        vm.prank(council);
        registry.extend(id);
    }

    // Bonds and rewards

    function test_Bond_OnlyTheFreePartIsTheGuardiansToTake() public {
        raiseBy(0, "evidence");
        vm.startPrank(guardians[0]);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.BondTooSmall.selector, 900e18 + 1, 900e18));
        registry.withdrawBond(900e18 + 1);
        registry.withdrawBond(900e18);
        assertEq(token.balanceOf(guardians[0]), 900e18);
        assertEq(token.balanceOf(address(registry)), 8100e18);
    }

    function test_Bond_RevertWhen_ForNobody() public {
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotOnDuty.selector, _stranger));
        registry.depositBond(_stranger, 1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotEnrolled.selector, _stranger));
        registry.fundRewards(_stranger, 1);
    }

    function _registerWithKey(address guardian, address key) private {
        fund(guardian, address(staking), MIN_STAKE);
        vm.prank(guardian);
        staking.register(key, "", "", 0, MIN_STAKE);
    }

    function _enroll(IIncidentRegistry.Policy memory p) private {
        registry.enroll(address(vault), p);
        vm.prank(owner);
        registry.admit(address(vault), keccak256(abi.encode(p)));
    }
}
