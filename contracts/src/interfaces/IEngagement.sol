// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IEngagement
/// @notice Attention challenges: shows that guardians do the work they are paid for, whether or not attacks happen.
/// @dev An epoch opens with a seed from prevrandao. The seed picks a range of past blocks and, by lot, who is on duty.
/// Whoever answers commits to the digest of those blocks' facts (spec/engagement.md), reveals it, and a second draw
/// picks the answers that are checked against the quorum's digest.
/// @dev Trust: no role. Two thirds of the answered weight, if they collude, can make an honest answer look wrong and
/// cost its guardian `PENALTY` per epoch (a tenth of its pool at most), held and vetoable in the stake.
/// @dev Warning: whoever opens an epoch chooses the block, among those in which nobody else opened it. One honest node
/// that opens at once leaves no choice. A block's proposer can withhold its block for one further draw.
/// @dev Warning: on a rollup `block.number` and `prevrandao` may be the parent chain's, or constant.
interface IEngagement {
    /// @notice The parameters; all fixed at deployment.
    struct Settings {
        /// The seconds from one epoch to the next; at least commit and reveal window together.
        uint64 epochSeconds;
        /// The seconds after opening in which answers are committed.
        uint64 commitSeconds;
        /// The seconds after that in which they are revealed.
        uint64 revealSeconds;
        /// The seconds for which an answer keeps the guardian's clock running.
        uint64 freshSeconds;
        /// The seconds for which a miss or a wrong answer stops the clock, at least.
        uint64 stopSeconds;
        /// The blocks an answer covers.
        uint32 rangeBlocks;
        /// The blocks back from the opening among which the range is drawn.
        uint32 lookbackBlocks;
        /// The answers without which an epoch judges nobody.
        uint32 answersMin;
        /// The part of the guardians on duty in an epoch (1e18 = all).
        uint64 dutyWad;
        /// The part of the answers that is checked (1e18 = all).
        uint64 auditWad;
        /// The chance to answer right without the work (1e18 = certain).
        uint64 guessWad;
        /// What a miss or a wrong answer costs, in the stake's tokens.
        uint128 penalty;
        /// What answering one challenge costs an honest guardian, in the stake's tokens.
        uint128 cost;
    }

    /// @notice One epoch as it stands.
    struct Epoch {
        bytes32 seed;
        bytes32 auditSeed;
        uint64 openedAt;
        uint64 commitBy;
        uint64 revealBy;
        uint32 answers;
        uint64 firstBlock;
        uint64 lastBlock;
        uint256 answeredWeight;
        bytes32 leadingDigest;
        uint256 leadingWeight;
    }

    /// @notice Emitted when `epoch` opens: its answers cover `firstBlock` to `lastBlock`, both included.
    event Opened(
        uint256 indexed epoch, bytes32 seed, uint256 firstBlock, uint256 lastBlock, uint256 commitBy, uint256 revealBy
    );

    /// @notice Emitted when `guardian` commits to an answer.
    event Committed(uint256 indexed epoch, address indexed guardian, bytes32 commitment);

    /// @notice Emitted when `guardian` reveals; its clock runs until `freshUntil`.
    event Revealed(uint256 indexed epoch, address indexed guardian, bytes32 digest, uint256 freshUntil);

    /// @notice Emitted when the answers to check are drawn; `digest` is the quorum's, zero if there is none.
    event Closed(uint256 indexed epoch, bytes32 auditSeed, bytes32 digest);

    /// @notice Emitted when `guardian`'s clock stops for a miss (no digest) or a wrong answer;
    /// `slash` names the slash in the stake.
    event Stopped(uint256 indexed epoch, address indexed guardian, bytes32 digest, uint256 until, uint256 slash);

    /// @notice Raised at deployment when being lazy would pay: cost > duty * audit * penalty * (1 - guess).
    error LazinessPays(uint256 cost, uint256 expectedPenalty);

    /// @notice Raised at deployment for a setting out of its range; `index` counts the settings from 0.
    error BadSetting(uint256 index);

    /// @notice Raised when the epoch was opened before.
    error AlreadyOpen(uint256 epoch);

    /// @notice Raised when the chain is too short to draw a range from.
    error TooFewBlocks(uint256 number);

    /// @notice Raised when the step is not due: the window is `from` to `until`, both included.
    error OutsideWindow(uint256 from, uint256 until);

    /// @notice Raised when `caller` is no guardian's key, or had no stake when the epoch opened.
    error NotGuardian(address caller);

    /// @notice Raised on a second commitment or reveal of the same guardian.
    error AlreadyAnswered(address guardian);

    /// @notice Raised when nothing was committed that these values open.
    error WrongOpening(bytes32 expected, bytes32 found);

    /// @notice Raised when the zero digest is revealed: it stands for no answer.
    error EmptyDigest();

    /// @notice Raised when `guardian` gave no cause, or was stopped for this epoch before.
    error NothingToStop(address guardian);

    /// @notice Opens the present epoch and draws its seed from this block's prevrandao.
    function open() external returns (uint256 epoch);

    /// @notice Commits the caller's guardian to an answer: keccak256(abi.encode(epoch, guardian, digest, salt)).
    /// @dev The guardian is part of the commitment, so that a copied one cannot be opened by the copier.
    function commit(uint256 epoch, bytes32 commitment) external;

    /// @notice Reveals the answer and keeps the guardian's clock running, unless it was stopped lately.
    function reveal(uint256 epoch, bytes32 digest, bytes32 salt) external;

    /// @notice Draws the answers to check, after the reveals.
    function close(uint256 epoch) external;

    /// @notice Stops and slashes a guardian on duty that revealed nothing in an epoch that others answered.
    function punishMiss(uint256 epoch, address guardian) external;

    /// @notice Stops and slashes a guardian whose answer was drawn and differs from the quorum's.
    function punishWrong(uint256 epoch, address guardian) external;

    /// @notice Returns the epoch that holds this moment.
    function currentEpoch() external view returns (uint256);

    /// @notice Returns what is known of `epoch`.
    function epochs(uint256 epoch) external view returns (Epoch memory);

    /// @notice Returns whether `guardian` has to answer in `epoch`.
    function isOnDuty(uint256 epoch, address guardian) external view returns (bool);

    /// @notice Returns the digest that two thirds of the answered weight gave; zero while there is none.
    function quorumDigest(uint256 epoch) external view returns (bytes32);

    /// @notice Returns for how many seconds in total `guardian` has been engaged; it never falls.
    function engagedSeconds(address guardian) external view returns (uint256);

    /// @notice Returns until when `guardian`'s clock runs if nothing happens.
    function freshUntil(address guardian) external view returns (uint256);
}
