// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IBountyVault
/// @notice Pays for reports of vulnerabilities, so that nobody can claim what another one found.
/// @dev commit -> reveal -> decide -> challenge -> payable -> vested payout. The commitment binds chain, vault,
/// reporter, report hash and salt; when two reveal the same report, the earlier commitment counts, and nothing is
/// decided before every commitment that could be earlier has been revealed or has lapsed.
/// @dev Trust: the committee decides amounts up to the cap of the terms; reporter and sponsor can each challenge within
/// `CHALLENGE_SECONDS`, and the arbitrator then chooses between reporter's ask, committee's decision and nothing. A
/// dishonest committee alone can delay by `DECIDE_SECONDS`, not deny. A committee that colludes with a reporter can
/// take up to the cap if the sponsor sleeps through the challenge, and no faster than the vesting. An arbitrator that
/// never rules delays by `ARBITRATION_SECONDS`, after which the committee's decision stands.
/// @dev Warning: keep the report itself to yourself and the committee; only its hash belongs on the chain.
interface IBountyVault {
    enum Severity {
        Low,
        Medium,
        High,
        Critical
    }

    enum Status {
        None,
        Open,
        Decided,
        Disputed,
        Payable,
        Closed
    }

    /// @notice A revealed report.
    /// @param clock when the present status began
    /// @param cap what the terms in force at the commitment allow, reserved until the claim is final
    /// @param asked what the reporter asks for
    /// @param amount what the committee, then the arbitrator, decided
    /// @param paid what of it was paid out
    struct Claim {
        address reporter;
        uint64 committedAt;
        uint64 clock;
        Status status;
        Severity severity;
        bool isSpam;
        uint128 cap;
        uint128 asked;
        uint128 amount;
        uint128 paid;
        uint256 committedBlock;
        bytes32 reportHash;
    }

    /// @notice Emitted when `reporter` commits to a report.
    event Committed(address indexed reporter, bytes32 indexed commitment, uint256 terms);

    /// @notice Emitted when a report is revealed.
    event Revealed(
        uint256 indexed id, address indexed reporter, bytes32 reportHash, Severity severity, uint256 asked, uint256 cap
    );

    /// @notice Emitted when claim `id` gives way to `byId`, whose commitment is earlier.
    event Superseded(uint256 indexed id, uint256 indexed byId);

    /// @notice Emitted when the committee decides.
    event Decided(uint256 indexed id, uint256 amount, bool isSpam);

    /// @notice Emitted when a decision, or its absence, is brought before the arbitrator.
    event Challenged(uint256 indexed id, address indexed by, uint256 disputeId);

    /// @notice Emitted when a claim is final; `shortfall` is what was awarded above what the vault could promise.
    event Finalized(uint256 indexed id, uint256 amount, uint256 shortfall);

    /// @notice Emitted when vested tokens are paid.
    event Paid(uint256 indexed id, address indexed to, uint256 amount);

    /// @notice Emitted when a bond is returned, or kept for the vault.
    event BondSettled(address indexed reporter, bool isReturned, uint256 amount);

    /// @notice Raised at deployment for a parameter out of its range.
    error BadSetting();

    /// @notice Raised when the caller has made this commitment before.
    error AlreadyCommitted(bytes32 commitment);

    /// @notice Raised when the caller did not make this commitment, or it lapsed.
    error NotCommitted(bytes32 commitment);

    /// @notice Raised when the reveal is in the same block as the commitment.
    error TooSoon(uint256 from);

    /// @notice Raised when the report is claim `id` already, by an earlier commitment or by a decision.
    error Taken(uint256 id);

    /// @notice Raised when the amount is above `most`.
    error TooMuch(uint256 amount, uint256 most);

    /// @notice Raised when the claim is not in the status that the call needs.
    error WrongStatus(uint256 id, Status status);

    /// @notice Raised when the call is outside its time for this claim.
    error OutsideWindow(uint256 from, uint256 until);

    /// @notice Raised when the value sent is not the arbitration's cost.
    error WrongFee(uint256 sent, uint256 cost);

    /// @notice Raised when the dispute is none of this vault's, or the ruling none of its choices.
    error UnknownDispute(uint256 disputeId, uint256 ruling);

    /// @notice Commits the caller to a report and takes the bond.
    /// @param commitment keccak256(abi.encode(chainId, vault, reporter, reportHash, salt))
    function commit(bytes32 commitment) external;

    /// @notice Reveals the caller's report, from the next block on and within `REVEAL_SECONDS`.
    function reveal(bytes32 reportHash, bytes32 salt, Severity severity, uint128 asked) external returns (uint256 id);

    /// @notice Keeps the bond of a commitment that lapsed unrevealed, for the vault. Anybody may.
    function forfeit(address reporter, bytes32 commitment) external;

    /// @notice Decides a claim: `amount` up to its cap, zero to decline. Only the committee.
    /// @param isSpam keeps the bond of a declined report
    function decide(uint256 id, uint128 amount, bool isSpam) external;

    /// @notice Brings a decision before the arbitrator, or, once `DECIDE_SECONDS` passed, the lack of one.
    /// @dev Reporter or sponsor; pays the arbitration's cost exactly.
    function challenge(uint256 id) external payable;

    /// @notice Makes a claim final once its time to challenge, or the arbitrator's time to rule, is over. Anybody may.
    function finalize(uint256 id) external;

    /// @notice Pays what has vested and was not paid. Only the reporter, to any address.
    function payOut(uint256 id, address to) external returns (uint256 amount);

    /// @notice Pays the caller's returned bonds to `to`.
    /// @dev Taken, not sent: a reporter that cannot receive tokens must not hold up its claim.
    function takeBonds(address to) external returns (uint256 amount);

    /// @notice Returns the returned bonds that `reporter` has not taken.
    function bondsOf(address reporter) external view returns (uint256);

    /// @notice Returns the claim for a report; 0 if nobody revealed it.
    function claimOf(bytes32 reportHash) external view returns (uint256 id);

    /// @notice Returns the number of claims so far.
    function claimCount() external view returns (uint256);

    /// @notice Returns claim `id`; they count from 1.
    function claims(uint256 id) external view returns (Claim memory);

    /// @notice Returns what of claim `id` has vested, paid parts included.
    function vested(uint256 id) external view returns (uint256);
}
