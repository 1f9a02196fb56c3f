// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CordonGovernor} from "../../src/core/CordonGovernor.sol";
import {Engagement} from "../../src/core/Engagement.sol";
import {UpgradeReview} from "../../src/core/UpgradeReview.sol";
import {WatchStream} from "../../src/core/WatchStream.sol";
import {IEngagement} from "../../src/interfaces/IEngagement.sol";
import {IGuardianStake} from "../../src/interfaces/IGuardianStake.sol";
import {IWatchStream} from "../../src/interfaces/IWatchStream.sol";
import {EngagementSettings} from "../support/EngagementSettings.sol";
import {Fixture} from "../support/Fixture.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @dev The parts together, with the real stake: what the stubs of the other tests stand for.
contract MechanismTest is Fixture {
    bytes32 private constant RIGHT = keccak256("right");
    Engagement private _engagement;
    WatchStream private _stream;
    UpgradeReview private _review;
    TimelockController private _timelock;
    CordonGovernor private _governor;

    function setUp() public override {
        super.setUp();
        vm.roll(100_000);
        _timelock = new TimelockController(2 days, new address[](0), new address[](1), address(this));
        _governor = new CordonGovernor(staking, _timelock, 1 days, 5 days, 1000e18, 10);
        _timelock.grantRole(_timelock.PROPOSER_ROLE(), address(_governor));
        _timelock.grantRole(_timelock.CANCELLER_ROLE(), address(_governor));
        _timelock.renounceRole(bytes32(0), address(this));
        _engagement = new Engagement(address(staking), EngagementSettings.daily(10e18));
        _stream = new WatchStream(address(token), address(_engagement), address(_timelock), council);
        _review = new UpgradeReview(address(staking), address(_timelock), council, 2, 2 days, 1000e18, 0.5e18);
        vm.startPrank(owner);
        staking.setSlasher(address(_engagement), 0.1e18);
        staking.setSlasher(address(_review), 0.5e18);
        vm.stopPrank();
        addGuardians(4);
    }

    /// @dev The nodes' keys answer for their guardians; the fourth gives `digest`, or nothing.
    function answer(bytes32 digest) private returns (uint256 epoch) {
        epoch = _engagement.open();
        for (uint256 i; i < 4; ++i) {
            bytes32 given = i < 3 ? RIGHT : digest;
            if (given == 0) continue;
            vm.prank(vm.addr(keys[i]));
            _engagement.commit(epoch, keccak256(abi.encode(epoch, guardians[i], given, bytes32(i))));
        }
        skip(1 hours + 1);
        for (uint256 i; i < 4; ++i) {
            bytes32 given = i < 3 ? RIGHT : digest;
            if (given == 0) continue;
            vm.prank(vm.addr(keys[i]));
            _engagement.reveal(epoch, given, bytes32(i));
        }
        skip(1 hours);
    }

    function pass(address target_, bytes memory call) private {
        address[] memory targets = new address[](1);
        uint256[] memory values = new uint256[](1);
        bytes[] memory calls = new bytes[](1);
        (targets[0], calls[0]) = (target_, call);
        vm.prank(guardians[0]);
        uint256 id = _governor.propose(targets, values, calls, "proposal");
        skip(1 days + 1);
        for (uint256 i; i < 3; ++i) {
            vm.prank(guardians[i]);
            _governor.castVote(id, 1);
        }
        skip(5 days);
        _governor.queue(targets, values, calls, keccak256("proposal"));
        skip(2 days);
        _governor.execute(targets, values, calls, keccak256("proposal"));
    }

    function test_Pay_FlowsWhileTheStakeIsEngagedAndStopsWithAMiss() public {
        pass(address(_stream), abi.encodeCall(IWatchStream.setRate, (guardians[3], 0.001e18)));
        fund(address(this), address(_stream), 10_000e18);
        _stream.deposit(10_000e18);
        answer(RIGHT);
        assertEq(_stream.debtOf(guardians[3]), 3600 * 0.001e18);
        skip(1 days);
        uint256 epoch = answer(0);
        uint256 earned = _stream.debtOf(guardians[3]);
        _engagement.punishMiss(epoch, guardians[3]);
        skip(1 days);
        assertEq(_stream.debtOf(guardians[3]), earned);
        vm.prank(guardians[3]);
        assertEq(_stream.withdraw(guardians[3], guardians[3]), earned);
    }

    function test_Penalty_IsTheFixedAmountHeldAndVetoable() public {
        uint256 epoch = answer(keccak256("wrong"));
        _engagement.close(epoch);
        uint256 before = staking.pool(guardians[3]).assets;
        _engagement.punishWrong(epoch, guardians[3]);
        assertApproxEqAbs(before - staking.pool(guardians[3]).assets, 10e18, 1e4);
        vm.prank(owner);
        staking.veto(1);
        assertApproxEqAbs(staking.pool(guardians[3]).assets, before, 1);
    }

    function test_Answer_RevertWhen_ByTheAccountInsteadOfTheKey() public {
        uint256 epoch = _engagement.open();
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NotGuardian.selector, guardians[0]));
        vm.prank(guardians[0]);
        _engagement.commit(epoch, "x");
    }

    function test_Answer_RevertWhen_StakeCameInTheOpeningSecond() public {
        uint256 epoch = _engagement.open();
        addGuardian(MIN_STAKE);
        assertFalse(_engagement.isOnDuty(epoch, guardians[4]));
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NotGuardian.selector, vm.addr(keys[4])));
        vm.prank(vm.addr(keys[4]));
        _engagement.commit(epoch, "x");
    }

    function test_Judgement_OfTheGovernorSlashesAndExpelsTheAuditor() public {
        uint256 id = _review.submit(address(vault), address(breaker), "");
        for (uint256 i = 2; i < 4; ++i) {
            vm.prank(guardians[i]);
            _review.approve(id, address(breaker).codehash);
        }
        pass(address(_review), abi.encodeCall(_review.judge, (id, "malicious")));
        uint256 before = staking.pool(guardians[3]).assets;
        _review.slash(id, guardians[3]);
        assertEq(staking.pool(guardians[3]).assets, before / 2);
        assertEq(staking.getVotes(guardians[3]), 0);
    }

    function test_Vote_RevertWhen_TheProposerLacksStake() public {
        address[] memory targets = new address[](1);
        bytes[] memory calls = new bytes[](1);
        vm.expectRevert(
            abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, address(this), 0, 1000e18)
        );
        _governor.propose(targets, new uint256[](1), calls, "proposal");
        assertEq(_governor.proposalThreshold(), 1000e18);
    }

    function test_Vote_ACancelledProposalIsNotExecuted() public {
        address[] memory targets = new address[](1);
        uint256[] memory values = new uint256[](1);
        bytes[] memory calls = new bytes[](1);
        targets[0] = address(_stream);
        vm.startPrank(guardians[0]);
        uint256 id = _governor.propose(targets, values, calls, "proposal");
        assertTrue(_governor.proposalNeedsQueuing(id));
        _governor.cancel(targets, values, calls, keccak256("proposal"));
        assertEq(uint8(_governor.state(id)), uint8(IGovernor.ProposalState.Canceled));
    }

    /// @dev What was borrowed after the proposal began to count has no vote in it.
    function test_Vote_StakeThatComesLaterHasNone() public {
        address[] memory targets = new address[](1);
        bytes[] memory calls = new bytes[](1);
        targets[0] = address(_stream);
        vm.prank(guardians[0]);
        uint256 id = _governor.propose(targets, new uint256[](1), calls, "proposal");
        skip(1 days + 1);
        address late = addGuardian(100 * MIN_STAKE);
        vm.prank(late);
        assertEq(_governor.castVote(id, 0), 0);
        assertGt(IGuardianStake(staking).getVotes(late), 0);
    }
}
