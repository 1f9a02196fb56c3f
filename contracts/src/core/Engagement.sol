// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEngagement} from "../interfaces/IEngagement.sol";
import {IGuardianKeys} from "../interfaces/IGuardianKeys.sol";
import {ISlasher} from "../interfaces/ISlasher.sol";
import {EngagementClock} from "../libraries/EngagementClock.sol";
import {EngagementMath} from "../libraries/EngagementMath.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/// @title Engagement
contract Engagement is IEngagement {
    using EngagementClock for EngagementClock.Clock;

    /// @notice The seconds after the reveals in which misses and wrong answers can be reported.
    uint256 public constant REPORT_SECONDS = 7 days;

    /// @notice The largest part of a pool that one miss or wrong answer takes, however small the pool.
    uint256 public constant PENALTY_WAD_MAX = 0.1e18;

    bytes32 public constant MISS = keccak256("engagement.miss");
    bytes32 public constant WRONG = keccak256("engagement.wrong");

    /// @notice The stake: weights by time, signing keys, slashing.
    address public immutable STAKE;

    uint64 public immutable EPOCH_SECONDS;
    uint64 public immutable COMMIT_SECONDS;
    uint64 public immutable REVEAL_SECONDS;
    uint64 public immutable FRESH_SECONDS;
    uint64 public immutable STOP_SECONDS;
    uint32 public immutable RANGE_BLOCKS;
    uint32 public immutable LOOKBACK_BLOCKS;
    uint32 public immutable ANSWERS_MIN;
    uint64 public immutable DUTY_WAD;
    uint64 public immutable AUDIT_WAD;
    uint128 public immutable PENALTY;

    struct Answer {
        bytes32 commitment;
        bytes32 digest;
        bool isPunished;
    }

    mapping(uint256 epoch => Epoch) private _epochs;
    mapping(uint256 epoch => mapping(address guardian => Answer)) private _answers;
    mapping(uint256 epoch => mapping(bytes32 digest => uint256 weight)) private _weightOf;
    mapping(address guardian => EngagementClock.Clock) private _clocks;

    constructor(address stake, Settings memory s) {
        if (s.commitSeconds == 0) revert BadSetting(1);
        if (s.revealSeconds == 0) revert BadSetting(2);
        if (s.epochSeconds < uint256(s.commitSeconds) + s.revealSeconds) revert BadSetting(0);
        if (s.freshSeconds < s.epochSeconds || s.freshSeconds > 90 days) revert BadSetting(3);
        if (s.stopSeconds > 90 days) revert BadSetting(4);
        if (s.rangeBlocks == 0) revert BadSetting(5);
        if (s.lookbackBlocks == 0) revert BadSetting(6);
        if (s.answersMin < 3) revert BadSetting(7);
        if (s.dutyWad > EngagementMath.WAD) revert BadSetting(8);
        if (s.auditWad > EngagementMath.WAD) revert BadSetting(9);
        if (s.guessWad > EngagementMath.WAD) revert BadSetting(10);
        uint256 expected = EngagementMath.expectedPenalty(s.dutyWad, s.auditWad, s.guessWad, s.penalty);
        if (s.cost > expected) revert LazinessPays(s.cost, expected);

        STAKE = stake;
        EPOCH_SECONDS = s.epochSeconds;
        COMMIT_SECONDS = s.commitSeconds;
        REVEAL_SECONDS = s.revealSeconds;
        FRESH_SECONDS = s.freshSeconds;
        STOP_SECONDS = s.stopSeconds;
        RANGE_BLOCKS = s.rangeBlocks;
        LOOKBACK_BLOCKS = s.lookbackBlocks;
        ANSWERS_MIN = s.answersMin;
        DUTY_WAD = s.dutyWad;
        AUDIT_WAD = s.auditWad;
        PENALTY = s.penalty;
    }

    /// @inheritdoc IEngagement
    function open() external returns (uint256 epoch) {
        epoch = currentEpoch();
        Epoch storage e = _epochs[epoch];
        if (e.openedAt != 0) revert AlreadyOpen(epoch);
        if (block.number <= RANGE_BLOCKS) revert TooFewBlocks(block.number);

        bytes32 seed = keccak256(abi.encode(block.prevrandao, epoch, block.chainid, address(this)));
        uint256 choices = block.number - RANGE_BLOCKS;
        if (choices > LOOKBACK_BLOCKS) choices = LOOKBACK_BLOCKS;
        uint256 last = block.number - 1 - uint256(keccak256(abi.encode(seed))) % choices;

        e.seed = seed;
        e.openedAt = uint64(block.timestamp);
        e.commitBy = uint64(block.timestamp + COMMIT_SECONDS);
        e.revealBy = e.commitBy + REVEAL_SECONDS;
        e.lastBlock = uint64(last);
        e.firstBlock = uint64(last + 1 - RANGE_BLOCKS);

        emit Opened(epoch, seed, e.firstBlock, last, e.commitBy, e.revealBy);
    }

    /// @inheritdoc IEngagement
    function commit(uint256 epoch, bytes32 commitment) external {
        Epoch storage e = _epochs[epoch];
        if (e.openedAt == 0 || block.timestamp > e.commitBy) revert OutsideWindow(e.openedAt, e.commitBy);
        (address guardian,) = _caller(e);
        Answer storage answer = _answers[epoch][guardian];
        if (answer.commitment != 0) revert AlreadyAnswered(guardian);

        answer.commitment = commitment;

        emit Committed(epoch, guardian, commitment);
    }

    /// @inheritdoc IEngagement
    function reveal(uint256 epoch, bytes32 digest, bytes32 salt) external {
        Epoch storage e = _epochs[epoch];
        if (block.timestamp <= e.commitBy || block.timestamp > e.revealBy) {
            revert OutsideWindow(uint256(e.commitBy) + 1, e.revealBy);
        }
        if (digest == 0) revert EmptyDigest();
        (address guardian, uint256 weight) = _caller(e);
        Answer storage answer = _answers[epoch][guardian];
        if (answer.digest != 0) revert AlreadyAnswered(guardian);
        bytes32 opened = keccak256(abi.encode(epoch, guardian, digest, salt));
        if (answer.commitment != opened) revert WrongOpening(answer.commitment, opened);

        answer.digest = digest;
        _count(epoch, e, digest, weight);
        uint256 until = _clocks[guardian].extend(block.timestamp + FRESH_SECONDS);

        emit Revealed(epoch, guardian, digest, until);
    }

    /// @inheritdoc IEngagement
    function close(uint256 epoch) external {
        Epoch storage e = _epochs[epoch];
        _requireReportable(e);
        if (e.auditSeed != 0) revert AlreadyOpen(epoch);

        e.auditSeed = keccak256(abi.encode(block.prevrandao, e.seed));

        emit Closed(epoch, e.auditSeed, quorumDigest(epoch));
    }

    /// @inheritdoc IEngagement
    function punishMiss(uint256 epoch, address guardian) external {
        Epoch storage e = _epochs[epoch];
        _requireReportable(e);
        bool isMissed = _answers[epoch][guardian].digest == 0 && isOnDuty(epoch, guardian);
        if (!isMissed || e.answers < ANSWERS_MIN) revert NothingToStop(guardian);

        _punish(epoch, guardian, MISS);
    }

    /// @inheritdoc IEngagement
    function punishWrong(uint256 epoch, address guardian) external {
        Epoch storage e = _epochs[epoch];
        _requireReportable(e);
        bytes32 digest = _answers[epoch][guardian].digest;
        bytes32 right = quorumDigest(epoch);
        bool isWrong = right != 0 && digest != 0 && digest != right;
        bool isChecked = e.auditSeed != 0 && EngagementMath.isDrawn(e.auditSeed, guardian, AUDIT_WAD);
        if (!isWrong || !isChecked) revert NothingToStop(guardian);

        _punish(epoch, guardian, WRONG);
    }

    /// @inheritdoc IEngagement
    function currentEpoch() public view returns (uint256) {
        return block.timestamp / EPOCH_SECONDS;
    }

    /// @inheritdoc IEngagement
    function epochs(uint256 epoch) external view returns (Epoch memory) {
        return _epochs[epoch];
    }

    /// @inheritdoc IEngagement
    function isOnDuty(uint256 epoch, address guardian) public view returns (bool) {
        Epoch storage e = _epochs[epoch];
        return e.openedAt != 0 && EngagementMath.isDrawn(e.seed, guardian, DUTY_WAD) && _weightAt(e, guardian) != 0;
    }

    /// @inheritdoc IEngagement
    function quorumDigest(uint256 epoch) public view returns (bytes32) {
        Epoch storage e = _epochs[epoch];
        bool isDecided = block.timestamp > e.revealBy && e.answers >= ANSWERS_MIN;
        return isDecided && e.leadingWeight * 3 >= e.answeredWeight * 2 ? e.leadingDigest : bytes32(0);
    }

    /// @inheritdoc IEngagement
    function engagedSeconds(address guardian) external view returns (uint256) {
        return _clocks[guardian].total();
    }

    /// @inheritdoc IEngagement
    function freshUntil(address guardian) external view returns (uint256) {
        return _clocks[guardian].freshUntil;
    }

    function _count(uint256 epoch, Epoch storage e, bytes32 digest, uint256 weight) private {
        uint256 sum = _weightOf[epoch][digest] + weight;
        _weightOf[epoch][digest] = sum;
        e.answers += 1;
        e.answeredWeight += weight;
        if (sum > e.leadingWeight) {
            e.leadingWeight = sum;
            e.leadingDigest = digest;
        }
    }

    function _punish(uint256 epoch, address guardian, bytes32 reason) private {
        Answer storage answer = _answers[epoch][guardian];
        if (answer.isPunished) revert NothingToStop(guardian);

        answer.isPunished = true;
        EngagementClock.Clock storage clock = _clocks[guardian];
        clock.stop(STOP_SECONDS);
        uint256 wad = EngagementMath.fraction(PENALTY, _weightAt(_epochs[epoch], guardian), PENALTY_WAD_MAX);
        uint256 slash = ISlasher(STAKE).slash(guardian, wad, address(0), msg.sender, false, reason);

        emit Stopped(epoch, guardian, answer.digest, clock.stoppedUntil, slash);
    }

    function _requireReportable(Epoch storage e) private view {
        uint256 until = e.revealBy + REPORT_SECONDS;
        if (e.openedAt == 0 || block.timestamp <= e.revealBy || block.timestamp > until) {
            revert OutsideWindow(uint256(e.revealBy) + 1, until);
        }
    }

    function _caller(Epoch storage e) private view returns (address guardian, uint256 weight) {
        uint32 index;
        (index, weight) = IGuardianKeys(STAKE).seatAt(msg.sender, e.openedAt - 1);
        if (weight == 0) revert NotGuardian(msg.sender);
        guardian = IGuardianKeys(STAKE).guardianAt(index);
    }

    function _weightAt(Epoch storage e, address guardian) private view returns (uint256) {
        return IVotes(STAKE).getPastVotes(guardian, e.openedAt - 1);
    }
}
