// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IBountyFunds
/// @notice The money of a bounty vault: anybody adds, the sponsor takes back what no report may claim, with notice.
/// @dev A withdrawal is announced `NOTICE` ahead and can be executed from then on while no unrevealed commitment is
/// pending; one is pending for `REVEAL_SECONDS` at most. A stream of new commitments can delay it by `HOLD_MAX`, no
/// longer, and each costs its committer the bond. So a sponsor that sees a commitment cannot take the money first, and
/// a spammer cannot lock it.
/// @dev Trust: the sponsor can take what is not reserved for open, decided or vesting claims, and nothing else.
/// @dev Warning: a commitment made in the `USE_SECONDS` that begin `HOLD_MAX` after a withdrawal's notice does not hold
/// it; `withdrawal` says when that is, weeks ahead. Reveal before, and the claim is reserved.
interface IBountyFunds {
    /// @notice An announced withdrawal.
    struct Withdrawal {
        uint128 amount;
        uint64 opensAt;
        uint64 forcedAt;
        uint64 closesAt;
    }

    /// @notice Emitted when tokens arrive.
    event Deposited(address indexed from, uint256 amount);

    /// @notice Emitted when the sponsor announces a withdrawal.
    event WithdrawalAnnounced(uint256 amount, uint256 opensAt, uint256 forcedAt, uint256 closesAt);

    /// @notice Emitted when an announced withdrawal is executed, in part where claims reserve the rest.
    event Withdrawn(address indexed to, uint256 amount);

    /// @notice Raised when `caller` lacks the role for this.
    error Unauthorized(address caller);

    /// @notice Raised when a withdrawal is announced already; the next can be after `closesAt`.
    error AlreadyAnnounced(uint256 closesAt);

    /// @notice Raised when no announced withdrawal can be executed before `from`, or it closed.
    error WithdrawalNotOpen(uint256 from);

    /// @notice Adds what arrives of `amount`. Anybody may.
    function deposit(uint256 amount) external;

    /// @notice Announces a withdrawal. Only the sponsor, one at a time.
    function announceWithdrawal(uint128 amount) external;

    /// @notice Executes the announced withdrawal as far as nothing is reserved. Only the sponsor.
    function withdraw(address to) external returns (uint256 amount);

    /// @notice Returns the announced withdrawal; zeros if there is none.
    function withdrawal() external view returns (Withdrawal memory);

    /// @notice Returns the earliest moment at which the announced withdrawal can be executed, as things stand.
    function withdrawableFrom() external view returns (uint256);

    /// @notice Returns the vault's own funds (bonds apart), what claims reserve of them, and what is owed for certain.
    function funds() external view returns (uint256 held, uint256 reserved, uint256 owed);
}
