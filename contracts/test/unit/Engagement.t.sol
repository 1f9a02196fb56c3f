// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Engagement} from "../../src/core/Engagement.sol";
import {IEngagement} from "../../src/interfaces/IEngagement.sol";
import {StakeStub} from "../mocks/StakeStub.sol";
import {EngagementSettings} from "../support/EngagementSettings.sol";
import {Test} from "forge-std/Test.sol";

contract EngagementTest is Test {
    StakeStub internal stake = new StakeStub();
    Engagement internal engagement;
    address[4] internal guardians = [address(0xA1), address(0xA2), address(0xA3), address(0xA4)];
    bytes32 internal constant RIGHT = keccak256("right");
    bytes32 internal constant WRONG = keccak256("wrong");
    uint256 internal epoch;

    function setUp() public {
        vm.warp(1000 days);
        vm.roll(100_000);
        engagement = new Engagement(address(stake), settings());
        for (uint256 i; i < guardians.length; ++i) {
            stake.set(guardians[i], 100e18);
        }
    }

    function settings() internal pure returns (IEngagement.Settings memory) {
        return EngagementSettings.daily(1e18);
    }

    function open() internal {
        vm.prevrandao(keccak256(abi.encode(block.timestamp)));
        epoch = engagement.open();
    }

    function commit(address guardian, bytes32 digest) internal {
        vm.prank(guardian);
        engagement.commit(epoch, keccak256(abi.encode(epoch, guardian, digest, bytes32("salt"))));
    }

    function reveal(address guardian, bytes32 digest) internal {
        vm.prank(guardian);
        engagement.reveal(epoch, digest, "salt");
    }

    /// @dev The first three answer right, the fourth gives `digest`, or nothing if it is zero.
    function answer(bytes32 digest) internal {
        open();
        for (uint256 i; i < 3; ++i) {
            commit(guardians[i], RIGHT);
        }
        if (digest != 0) commit(guardians[3], digest);
        skip(1 hours + 1);
        for (uint256 i; i < 3; ++i) {
            reveal(guardians[i], RIGHT);
        }
        if (digest != 0) reveal(guardians[3], digest);
        skip(1 hours);
    }

    function test_Open_DrawsSeedFromPrevrandaoAndRangeFromSeed() public {
        vm.prevrandao(bytes32(uint256(7)));
        epoch = engagement.open();
        IEngagement.Epoch memory e = engagement.epochs(epoch);
        assertEq(epoch, 1000);
        assertEq(e.seed, keccak256(abi.encode(uint256(7), epoch, block.chainid, address(engagement))));
        assertEq(e.lastBlock - e.firstBlock + 1, 32);
        assertLt(e.lastBlock, block.number);
        assertGe(e.lastBlock, block.number - 7200);
    }

    function testFuzz_Open_RangeLiesInThePast(uint256 number, bytes32 randao) public {
        number = bound(number, 33, 1e9);
        vm.roll(number);
        vm.prevrandao(randao);
        IEngagement.Epoch memory e = engagement.epochs(engagement.open());
        assertLt(e.lastBlock, number);
        assertEq(uint256(e.firstBlock) + 31, e.lastBlock);
        assertGe(uint256(e.lastBlock) + 7200, number);
    }

    function test_Open_RevertWhen_OpenedBefore() public {
        open();
        vm.expectRevert(abi.encodeWithSelector(IEngagement.AlreadyOpen.selector, 1000));
        engagement.open();
    }

    function test_Open_RevertWhen_ChainIsTooShort() public {
        vm.roll(32);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.TooFewBlocks.selector, 32));
        engagement.open();
    }

    function test_Deploy_RevertWhen_LazinessPays() public {
        IEngagement.Settings memory s = settings();
        s.cost += 1;
        vm.expectRevert(abi.encodeWithSelector(IEngagement.LazinessPays.selector, 0.9e18 + 1, 0.9e18));
        new Engagement(address(stake), s);
    }

    function badSetting(IEngagement.Settings memory s, uint256 index) private {
        vm.expectRevert(abi.encodeWithSelector(IEngagement.BadSetting.selector, index));
        new Engagement(address(stake), s);
    }

    function test_Deploy_RevertWhen_SettingIsOutOfRange() public {
        IEngagement.Settings memory s = settings();
        s.epochSeconds = 2 hours - 1;
        badSetting(s, 0);
        s = settings();
        s.commitSeconds = 0;
        badSetting(s, 1);
        s = settings();
        s.revealSeconds = 0;
        badSetting(s, 2);
        s = settings();
        s.freshSeconds = 1 days - 1;
        badSetting(s, 3);
        s.freshSeconds = 90 days + 1;
        badSetting(s, 3);
        s = settings();
        s.stopSeconds = 90 days + 1;
        badSetting(s, 4);
        s = settings();
        s.rangeBlocks = 0;
        badSetting(s, 5);
        s = settings();
        s.lookbackBlocks = 0;
        badSetting(s, 6);
        s = settings();
        s.answersMin = 2;
        badSetting(s, 7);
        s = settings();
        s.dutyWad = 1e18 + 1;
        badSetting(s, 8);
        s = settings();
        s.auditWad = 1e18 + 1;
        badSetting(s, 9);
        s = settings();
        s.guessWad = 1e18 + 1;
        badSetting(s, 10);
    }

    function test_Commit_RevertWhen_EpochIsNotOpenOrWindowIsOver() public {
        vm.expectRevert(abi.encodeWithSelector(IEngagement.OutsideWindow.selector, 0, 0));
        engagement.commit(1000, "x");
        open();
        uint256 opened = block.timestamp;
        skip(1 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.OutsideWindow.selector, opened, opened + 1 hours));
        vm.prank(guardians[0]);
        engagement.commit(epoch, "x");
    }

    function test_Commit_RevertWhen_CallerIsNoGuardianOrHasNoStake(address caller) public {
        vm.assume(stake.weightOf(caller) == 0);
        open();
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NotGuardian.selector, caller));
        vm.prank(caller);
        engagement.commit(epoch, "x");
        stake.set(caller, 0);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NotGuardian.selector, caller));
        vm.prank(caller);
        engagement.commit(epoch, "x");
    }

    function test_Commit_RevertWhen_CommittedBefore() public {
        open();
        commit(guardians[0], RIGHT);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.AlreadyAnswered.selector, guardians[0]));
        vm.prank(guardians[0]);
        engagement.commit(epoch, "y");
    }

    function test_Commit_TheSigningKeySpeaksForItsGuardian() public {
        stake.setKey(address(0xBEEF), guardians[0]);
        open();
        vm.prank(address(0xBEEF));
        engagement.commit(epoch, keccak256(abi.encode(epoch, guardians[0], RIGHT, bytes32("salt"))));
        skip(1 hours + 1);
        vm.prank(address(0xBEEF));
        engagement.reveal(epoch, RIGHT, "salt");
        assertEq(engagement.freshUntil(guardians[0]), block.timestamp + 3 days);
        assertEq(engagement.freshUntil(address(0xBEEF)), 0);
    }

    function test_Reveal_RevertWhen_CommitmentWasCopied() public {
        open();
        bytes32 commitment = keccak256(abi.encode(epoch, guardians[0], RIGHT, bytes32("salt")));
        vm.prank(guardians[1]);
        engagement.commit(epoch, commitment);
        skip(1 hours + 1);
        bytes32 own = keccak256(abi.encode(epoch, guardians[1], RIGHT, bytes32("salt")));
        vm.expectRevert(abi.encodeWithSelector(IEngagement.WrongOpening.selector, commitment, own));
        reveal(guardians[1], RIGHT);
    }

    function test_Reveal_RevertWhen_OutsideItsWindow() public {
        open();
        uint256 opened = block.timestamp;
        commit(guardians[0], RIGHT);
        bytes memory outside =
            abi.encodeWithSelector(IEngagement.OutsideWindow.selector, opened + 1 hours + 1, opened + 2 hours);
        vm.expectRevert(outside);
        reveal(guardians[0], RIGHT);
        skip(2 hours + 1);
        vm.expectRevert(outside);
        reveal(guardians[0], RIGHT);
    }

    function test_Reveal_RevertWhen_EmptyOrTwice() public {
        open();
        commit(guardians[0], RIGHT);
        skip(1 hours + 1);
        vm.expectRevert(IEngagement.EmptyDigest.selector);
        reveal(guardians[0], 0);
        reveal(guardians[0], RIGHT);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.AlreadyAnswered.selector, guardians[0]));
        reveal(guardians[0], RIGHT);
    }

    function test_Clock_RunsOnlyWhileFresh() public {
        answer(RIGHT);
        assertEq(engagement.engagedSeconds(guardians[0]), 1 hours);
        skip(10 days);
        assertEq(engagement.engagedSeconds(guardians[0]), 3 days);
        answer(RIGHT);
        assertEq(engagement.engagedSeconds(guardians[0]), 3 days + 1 hours);
    }

    function test_Clock_AnswersInARowCountOnce() public {
        answer(RIGHT);
        skip(1 days - 2 hours);
        answer(RIGHT);
        assertEq(engagement.engagedSeconds(guardians[0]), 1 days + 1 hours + 1);
    }

    function test_PunishMiss_StopsTheClockAndSlashesTheFixedAmount() public {
        answer(RIGHT);
        skip(1 days - 2 hours);
        answer(0);
        uint256 before = engagement.engagedSeconds(guardians[3]);
        vm.prank(address(0xCAFE));
        engagement.punishMiss(epoch, guardians[3]);
        (address by, address who, uint256 wad, address victim, address reporter, bool expels, bytes32 reason) =
            stake.slashes(0);
        assertEq(by, address(engagement));
        assertEq(who, guardians[3]);
        assertEq(wad, 0.01e18, "1 of 100 tokens");
        assertEq(reason, keccak256("engagement.miss"));
        assertEq(reporter, address(0xCAFE));
        assertEq(victim, address(0));
        assertFalse(expels);
        skip(1 days);
        assertEq(engagement.engagedSeconds(guardians[3]), before, "the clock stands");
    }

    function test_PunishMiss_AStoppedClockStaysStoppedThroughAnswers() public {
        answer(0);
        engagement.punishMiss(epoch, guardians[3]);
        skip(1 days);
        answer(RIGHT);
        assertEq(engagement.engagedSeconds(guardians[3]), 0);
        skip(7 days);
        answer(RIGHT);
        assertEq(engagement.engagedSeconds(guardians[3]), 1 hours);
    }

    function test_PunishMiss_RevertWhen_AnsweredOrPunishedOrNoStake() public {
        answer(0);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NothingToStop.selector, guardians[0]));
        engagement.punishMiss(epoch, guardians[0]);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NothingToStop.selector, address(0xD00D)));
        engagement.punishMiss(epoch, address(0xD00D));
        engagement.punishMiss(epoch, guardians[3]);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NothingToStop.selector, guardians[3]));
        engagement.punishMiss(epoch, guardians[3]);
    }

    function test_PunishMiss_RevertWhen_TooFewAnsweredToTellAnOutageFromLaziness() public {
        open();
        commit(guardians[0], RIGHT);
        commit(guardians[1], RIGHT);
        skip(1 hours + 1);
        reveal(guardians[0], RIGHT);
        reveal(guardians[1], RIGHT);
        skip(1 hours);
        assertEq(engagement.quorumDigest(epoch), 0);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NothingToStop.selector, guardians[3]));
        engagement.punishMiss(epoch, guardians[3]);
    }

    function test_PunishMiss_RevertWhen_RevealsRunOrReportIsLate() public {
        open();
        uint256 from = block.timestamp + 2 hours + 1;
        bytes memory outside = abi.encodeWithSelector(IEngagement.OutsideWindow.selector, from, from - 1 + 7 days);
        vm.expectRevert(outside);
        engagement.punishMiss(epoch, guardians[3]);
        vm.warp(from + 7 days);
        vm.expectRevert(outside);
        engagement.punishMiss(epoch, guardians[3]);
    }

    function test_PunishWrong_SlashesTheCheckedAnswerThatDiffers() public {
        answer(WRONG);
        assertEq(engagement.quorumDigest(epoch), RIGHT);
        engagement.close(epoch);
        engagement.punishWrong(epoch, guardians[3]);
        (,, uint256 wad,,,, bytes32 reason) = stake.slashes(0);
        assertEq(wad, 0.01e18);
        assertEq(reason, keccak256("engagement.wrong"));
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NothingToStop.selector, guardians[0]));
        engagement.punishWrong(epoch, guardians[0]);
    }

    function test_PunishWrong_RevertWhen_NothingIsDrawnYet() public {
        answer(WRONG);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NothingToStop.selector, guardians[3]));
        engagement.punishWrong(epoch, guardians[3]);
    }

    function test_PunishWrong_RevertWhen_NoTwoThirdsAgree() public {
        stake.set(guardians[3], 151e18);
        answer(WRONG);
        engagement.close(epoch);
        assertEq(engagement.quorumDigest(epoch), 0);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.NothingToStop.selector, guardians[3]));
        engagement.punishWrong(epoch, guardians[3]);
    }

    function test_PunishWrong_TwoThirdsAreEnough() public {
        stake.set(guardians[3], 150e18);
        answer(WRONG);
        assertEq(engagement.quorumDigest(epoch), RIGHT);
    }

    function test_Close_RevertWhen_ClosedBeforeOrEarly() public {
        answer(RIGHT);
        engagement.close(epoch);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.AlreadyOpen.selector, epoch));
        engagement.close(epoch);
        vm.expectRevert(abi.encodeWithSelector(IEngagement.OutsideWindow.selector, 1, 7 days));
        engagement.close(1);
    }

    function test_Punish_TakesATenthOfAPoolAtMost() public {
        stake.set(guardians[3], 0.5e18);
        answer(0);
        engagement.punishMiss(epoch, guardians[3]);
        (,, uint256 wad,,,,) = stake.slashes(0);
        assertEq(wad, 0.1e18);
    }

    /// @dev With a duty rate of one half about half of the guardians are drawn, and each seed draws others.
    function test_Duty_IsALotWithTheStatedChance() public {
        IEngagement.Settings memory s = settings();
        s.dutyWad = 0.5e18;
        s.cost = 0.45e18;
        engagement = new Engagement(address(stake), s);
        open();
        uint256 drawn;
        for (uint160 i = 1; i <= 400; ++i) {
            stake.set(address(i), 1);
            if (engagement.isOnDuty(epoch, address(i))) ++drawn;
        }
        assertGt(drawn, 150);
        assertLt(drawn, 250);
        assertFalse(engagement.isOnDuty(epoch + 1, address(1)), "nobody is on duty before the seed is known");
    }

    function testFuzz_Clock_NeverFalls(uint32[8] calldata waits, uint8 misses) public {
        uint256 last;
        for (uint256 i; i < 8; ++i) {
            skip(1 days + waits[i] % 10 days);
            bool isMissed = (misses >> i) & 1 == 1;
            answer(isMissed ? bytes32(0) : RIGHT);
            if (isMissed) engagement.punishMiss(epoch, guardians[3]);
            uint256 total = engagement.engagedSeconds(guardians[3]);
            assertGe(total, last);
            assertLe(total, block.timestamp - 1000 days);
            last = total;
        }
    }
}
