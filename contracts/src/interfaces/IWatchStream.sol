// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IWatchStream
/// @notice Pays guardians and auditors by the second, out of one deposit, while they are engaged.
/// @dev Amounts inside are WAD tokens (1e18 = one token, whatever the token's decimals), rates WAD tokens per second.
/// debt = rate * elapsed + snapshot, where elapsed is the lesser of the seconds engaged and the seconds funded.
/// The deposit is set aside for all rates at full engagement, so what is owed is always there; when it runs out,
/// accrual stops for everybody at the same second, and the next touch says so with `RanDry`.
/// @dev Trust: the governor sets rates and takes back what is not set aside, but nothing that was earned. The council
/// can pause a recipient for `PAUSE_SECONDS` of twice as long, and claw back at most what it earned in the last
/// `CLAWBACK_SECONDS`, into the deposit; it can send funds nowhere. A dishonest engagement contract can pay rates in
/// full or not at all, never more.
/// @dev Warning: the governor can lower a rate to zero and empty what is not set aside at once; watch `runway`.
/// @dev Warning: a token that takes fees is measured on deposit. One whose balances shrink by themselves, or that its
/// issuer freezes, breaks payment.
interface IWatchStream {
    /// @notice A recipient's stream.
    /// @param rate WAD tokens per second
    /// @param snapshot WAD tokens earned until the last settlement and not yet paid
    /// @param engagedAt the engagement clock at the last settlement
    /// @param fundedAt the funded clock at the last settlement
    struct Stream {
        uint256 rate;
        uint256 snapshot;
        uint256 engagedAt;
        uint256 fundedAt;
        uint64 pausedUntil;
        uint64 pausableAt;
        uint64 clawedAt;
        bool isPaused;
    }

    /// @notice Emitted when tokens arrive; `amount` in WAD tokens.
    event Deposited(address indexed from, uint256 amount);

    /// @notice Emitted when the governor takes back what was not set aside; in the token's own units.
    event Refunded(address indexed to, uint256 amount);

    /// @notice Emitted when `recipient`'s rate changes; WAD tokens per second.
    event RateSet(address indexed recipient, uint256 rate);

    /// @notice Emitted when `recipient` is paid, in the token's own units.
    event Paid(address indexed recipient, address indexed to, uint256 amount);

    /// @notice Emitted when `recipient` stops earning; anybody may resume it from `until` on.
    event Paused(address indexed recipient, uint256 until, bytes32 reason);

    /// @notice Emitted when `recipient` earns again.
    event Resumed(address indexed recipient);

    /// @notice Emitted when the council takes back `amount` WAD tokens that `recipient` had earned.
    event ClawedBack(address indexed recipient, uint256 amount, bytes32 reason);

    /// @notice Emitted when it is noticed that the deposit did not cover the last `unfunded` seconds.
    event RanDry(uint256 unfunded);

    /// @notice Raised when `caller` lacks the role for this.
    error Unauthorized(address caller);

    /// @notice Raised at deployment for a token with more than 18 decimals.
    error TooManyDecimals(uint8 decimals);

    /// @notice Raised for a rate above `RATE_MAX`.
    error RateTooHigh(uint256 rate);

    /// @notice Raised when more is asked for than the `available` amount.
    error Exceeds(uint256 asked, uint256 available);

    /// @notice Raised when the recipient is paused, or not, against what the call needs.
    error WrongPause(address recipient, uint256 readyAt);

    /// @notice Adds to the deposit what arrives of `amount` (the token's own units). Anybody may.
    function deposit(uint256 amount) external;

    /// @notice Takes back `amount` (the token's own units) of what is not set aside. Only the governor.
    function refund(address to, uint256 amount) external;

    /// @notice Sets what `recipient` earns from now on. Only the governor.
    function setRate(address recipient, uint256 rate) external;

    /// @notice Pays what `recipient` has earned. The recipient chooses `to`; anybody else can only send it to itself.
    /// @return amount the tokens paid, in the token's own units, rounded down; the rest stays owed
    function withdraw(address recipient, address to) external returns (uint256 amount);

    /// @notice Stops `recipient`'s accrual for `PAUSE_SECONDS`. Only the council.
    function pause(address recipient, bytes32 reason) external;

    /// @notice Lets `recipient` earn again: the council at any time, anybody once the pause is over.
    function resume(address recipient) external;

    /// @notice Takes back `amount` WAD tokens earned in the last `CLAWBACK_SECONDS`. Only the council.
    function clawBack(address recipient, uint256 amount, bytes32 reason) external;

    /// @notice Accounts for the time until now; anybody may, nobody needs to.
    function settle(address recipient) external;

    /// @notice Returns what `recipient` is owed, in WAD tokens.
    function debtOf(address recipient) external view returns (uint256);

    /// @notice Returns the most that the council could claw back from `recipient` now, in WAD tokens.
    function clawable(address recipient) external view returns (uint256);

    /// @notice Returns the seconds for which the deposit lasts at full engagement; type(uint256).max without rates.
    function runway() external view returns (uint256);

    /// @notice Returns the WAD tokens held, and how many of them are set aside for what is or may be owed.
    function holdings() external view returns (uint256 held, uint256 setAside);

    /// @notice Returns the seconds so far in which the deposit was empty and nobody earned.
    function unfundedSeconds() external view returns (uint256);

    /// @notice Returns `recipient`'s stream as last settled.
    function streams(address recipient) external view returns (Stream memory);
}
