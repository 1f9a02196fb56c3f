// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IUpgradeReview
/// @notice Auditors approve the code of an upgrade with their stake behind it; a proxy takes only approved code.
/// @dev What is approved is the implementation's code hash for one proxy and one initialisation call, so neither other
/// code nor other migration data can be slipped in. `ReviewedUUPS` and `ReviewedProxyAdmin` enforce it for the two
/// kinds of proxies, inside the call that the protocol's timelock executes.
/// @dev Trust: `APPROVALS` auditors, together with the protocol's own upgrader, can upgrade to bad code, and lose
/// `SLASH_WAD` of their stake each when the governor judges it malicious within `JUDGE_SECONDS`. The auditors alone can
/// change nothing. The council can reject a review before it is used, which costs the protocol a new review.
/// @dev Warning: stake that left after the unbonding time is out of reach of a later judgement.
/// @dev Warning: code that delegates to, or reads its logic from, addresses outside the reviewed code is not bound.
interface IUpgradeReview {
    /// @notice A review as it stands.
    struct Review {
        address proxy;
        uint64 submittedAt;
        uint32 approvals;
        bool isRejected;
        bool isMalicious;
        bytes32 codeHash;
        bytes32 dataHash;
    }

    /// @notice Emitted when a review opens.
    event Submitted(
        uint256 indexed id, address indexed proxy, address implementation, bytes32 codeHash, bytes32 dataHash
    );

    /// @notice Emitted when `auditor` vouches for the code with `weight` of stake.
    event Approved(uint256 indexed id, address indexed auditor, uint256 weight);

    /// @notice Emitted when the council or governor refuses the code.
    event Rejected(uint256 indexed id, bytes32 reason);

    /// @notice Emitted when the governor finds that the code was malicious.
    event Judged(uint256 indexed id, bytes32 reason);

    /// @notice Emitted when an auditor who approved malicious code is slashed; `slashId` names the slash in the stake.
    event Slashed(uint256 indexed id, address indexed auditor, uint256 slashId);

    /// @notice Raised at deployment for a parameter out of its range.
    error BadSetting();

    /// @notice Raised when `caller` lacks the role for this.
    error Unauthorized(address caller);

    /// @notice Raised when there is no code at the address.
    error NoCode(address implementation);

    /// @notice Raised when there is no such review, or it no longer stands.
    error NotOpen(uint256 id);

    /// @notice Raised when `auditor` had less than `STAKE_MIN` when the review opened.
    error TooLittleStake(address auditor, uint256 weight);

    /// @notice Raised when `auditor` approved, or was slashed, before.
    error AlreadyDone(address auditor);

    /// @notice Raised when this code with this data is not approved for this proxy.
    error NotApproved(address proxy, bytes32 codeHash, bytes32 dataHash);

    /// @notice Opens a review of `implementation` for `proxy`, with `data` as the call that follows the upgrade.
    /// @dev Anybody may; reviews are told apart by id, and only approvals count.
    function submit(address proxy, address implementation, bytes calldata data) external returns (uint256 id);

    /// @notice Vouches for the review's code. Only auditors with enough stake, for `codeHash` as they read it.
    function approve(uint256 id, bytes32 codeHash) external;

    /// @notice Refuses the code; only the council or the governor.
    function reject(uint256 id, bytes32 reason) external;

    /// @notice Finds that approved code was malicious; only the governor, within `JUDGE_SECONDS` of the submission.
    function judge(uint256 id, bytes32 reason) external;

    /// @notice Slashes and expels an auditor who approved what was judged malicious; anybody may, and is the reporter.
    /// @dev The proxy is the victim: what it receives is for its protocol to claim, or goes unclaimed.
    function slash(uint256 id, address auditor) external returns (uint256 slashId);

    /// @notice Reverts unless the code at `implementation`, with `data`, is approved for `proxy` at this moment.
    function requireApproved(address proxy, address implementation, bytes calldata data) external view;

    /// @notice Returns the number of reviews so far.
    function reviewCount() external view returns (uint256);

    /// @notice Returns the review numbered `id`; they count from 1.
    function reviews(uint256 id) external view returns (Review memory);

    /// @notice Returns the moments between which review `id` can be used; 0, 0 if it cannot.
    function usable(uint256 id) external view returns (uint256 from, uint256 until);

    /// @notice Returns whether `auditor` approved review `id`.
    function hasApproved(uint256 id, address auditor) external view returns (bool);
}
