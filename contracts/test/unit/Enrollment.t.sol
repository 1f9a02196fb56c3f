// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IIncidentRegistry, Outcome, Verdict} from "../../src/interfaces/IIncidentRegistry.sol";
import {Fixture} from "../support/Fixture.sol";

contract EnrollmentTest is Fixture {
    address private _reporter = makeAddr("reporter");
    bytes32 private _id;

    function setUp() public override {
        super.setUp();
        asset.mint(address(vault), 100_000e18);
        addGuardians(9);
        _id = raiseBy(0, "evidence");
    }

    function test_Enroll_OnlyByTheProtocolsOwnerOrItself() public {
        IIncidentRegistry.Policy memory p = policy();
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotProtocolOwner.selector, _reporter));
        vm.prank(_reporter);
        registry.enroll(address(vault), p);
        vm.expectRevert();
        vm.prank(_reporter);
        registry.enroll(address(token), p);
        vm.prank(address(vault));
        registry.enroll(address(vault), p);
    }

    function test_Enroll_RevertWhen_ThePolicyIsOutOfBounds() public {
        IIncidentRegistry.Policy[] memory bad = new IIncidentRegistry.Policy[](11);
        for (uint256 i; i < bad.length; ++i) {
            bad[i] = policy();
        }
        bad[0].soloPause = 1 hours + 1;
        bad[1].soloPause = 0;
        bad[2].quorumPause = 3 days + 1;
        bad[3].quorumPause = 0;
        bad[4].soloBudget = 6 hours + 1;
        bad[5].soloBudget = 1 hours - 1;
        bad[6].bondPerHour = 0;
        bad[7].council = address(0);
        bad[8].governor = address(0);
        bad[9].treasury = address(0);
        bad[10].breaker = address(newBreaker(address(this)));
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(IIncidentRegistry.BadPolicy.selector);
            registry.enroll(address(vault), bad[i]);
        }
    }

    /// @dev A stranger's protocol with a stranger's council could otherwise have honest guardians slashed.
    function test_Admit_OnlyByTheStakesOwnerAndOnlyWhatWasVotedOn() public {
        IIncidentRegistry.Policy memory p = policy();
        p.council = _reporter;
        registry.enroll(address(vault), p);
        bytes32 voted = keccak256(abi.encode(p));
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotStakeOwner.selector, address(this)));
        registry.admit(address(vault), voted);

        p.treasury = _reporter;
        registry.enroll(address(vault), p);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.ProposalChanged.selector, voted));
        registry.admit(address(vault), voted);
        registry.admit(address(vault), keccak256(abi.encode(p)));
        (IIncidentRegistry.Policy memory now_, bool enrolled) = registry.policy(address(vault));
        assertTrue(enrolled);
        assertEq(now_.council, _reporter);
        vm.expectRevert();
        registry.admit(address(vault), keccak256(abi.encode(p)));
    }

    function test_Leave_EndsNewIncidentsAndActionsButNotJustice() public {
        vm.prank(owner);
        registry.leave(address(vault));
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotEnrolled.selector, address(vault)));
        raiseBy(1, "other");
        attestBy(_id, Verdict.Attack, 0, 9);
        assertEq(breaker.status(target).until, block.timestamp + 1 hours, "no action for who has left");
        vm.prank(council);
        registry.resolve(_id, Outcome.FalseAlarm);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotEnrolled.selector, address(vault)));
        registry.leave(address(vault));
    }

    /// @dev Whoever stole the owner's key would first of all take the guard dogs away.
    function test_Leave_ByTheProtocolsOwnerTakesAWeek() public {
        registry.leave(address(vault));
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotEnrolled.selector, address(vault)));
        registry.leave(address(vault));
        skip(7 days - 1);
        raiseBy(1, "other");
        skip(1);
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotEnrolled.selector, address(vault)));
        raiseBy(2, "another");
    }

    function test_Leave_RevertWhen_ByAStranger() public {
        vm.expectRevert(abi.encodeWithSelector(IIncidentRegistry.NotProtocolOwner.selector, _reporter));
        vm.prank(_reporter);
        registry.leave(address(vault));
        vm.prank(owner);
        registry.leave(address(vault));
    }
}
