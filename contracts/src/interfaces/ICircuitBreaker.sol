// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice What a target may do: all it can, a quarter of its limit, or nothing.
enum Mode {
    Normal,
    Throttled,
    Paused
}

/// @title ICircuitBreaker
/// @notice One protocol's switch and flow limiter. A target is an asset (assetTarget), a function group (any other
/// bytes32 the protocol chose) or EVERYTHING. Outflow above an asset's limit is not refused but held: the breaker takes
/// the funds and pays them to the recipient when their turn comes.
/// @dev An address in quarantine is a function group of its own: keccak256(abi.encode(keccak256("Cordon quarantine"),
/// account)). Pausing that target keeps the account out of a protocol whose functions ask for it (Breakable's
/// `notQuarantined`), and nobody else. It has no limit, so a throttle of it reverts.
/// @dev Trust: the trigger (the incident registry) can stop the protocol, for at most MAX_PAUSE from the call. It and
/// the governor can send a held withdrawal back to the member it came from, nowhere else; the registry does so only in
/// a confirmed incident. The governor sets limits and members. Members (the protocol's contracts) are trusted with what
/// they report: one that reports outflow it did not make blocks its own protocol alone.
/// @dev Warning: held withdrawals are custody: they are in this contract until released, and are due at most `holdMax`
/// after they were queued, whatever else is queued; a pause of the asset stops releases while it lasts. Assets that
/// rebase while held are not supported; a fee on transfer is borne by the recipient.
interface ICircuitBreaker {
    struct Status {
        Mode mode;
        uint40 until; // from then on Normal again
        bytes26 reason; // the first 26 bytes of the incident's id
    }

    struct Limit {
        uint128 limit; // what may flow out at once, and refills within one window
        uint32 window; // seconds
        uint32 holdMax; // seconds after which a held withdrawal is due even if its turn has not come
    }

    struct Flow {
        int128 level; // capacity; negative: what is queued
        uint40 updatedAt;
        uint32 remainder;
        uint128 limit;
        uint32 window;
        uint32 holdMax;
        uint128 queued; // everything ever queued: the next ticket's position begins here
        uint128 reserve; // capacity that a throttle keeps back, until it ends
    }

    struct Ticket {
        address asset;
        uint40 queuedAt;
        address recipient;
        uint40 dueBy;
        address member;
        uint128 amount;
        uint128 position; // everything queued up to this ticket, and with it
    }

    /// @notice Why an asset's outflow is not free, and until when.
    struct Explanation {
        Mode mode; // the stronger of the asset's own and everything's
        uint40 until; // when that ends
        bytes26 reason; // the incident behind it
        uint128 limit; // at present, so a quarter while throttled
        uint256 capacity; // what would pass right now
        uint256 queued; // what waits for its turn
        uint40 freeAt; // when the queue will have drained, by time alone, once nothing is paused
    }

    event Tripped(bytes32 indexed target, Mode mode, uint40 until, bytes32 indexed incident);
    event Lifted(bytes32 indexed target, bytes32 indexed incident);
    event LimitSet(bytes32 indexed target, uint128 limit, uint32 window, uint32 holdMax);
    event MemberSet(address indexed member, bool isMember);
    event Held(uint256 indexed ticket, address indexed asset, address indexed recipient, uint256 amount, uint40 dueAt);
    event Released(uint256 indexed ticket, address indexed recipient, uint256 amount);
    event Returned(uint256 indexed ticket, address indexed member, uint256 amount);

    /// @notice Raised when `caller` lacks the role that the call needs.
    error NotTrigger(address caller);
    error NotGovernor(address caller);
    error NotMember(address caller);
    /// @notice Raised while `target` is paused, until `until`, because of the incident that begins with `reason`.
    error TargetPaused(bytes32 target, uint40 until, bytes26 reason);
    /// @notice Raised when a group's use of `amount` exceeds what is left; it fits at `fitsAt` (0: never).
    error LimitExceeded(bytes32 target, uint256 amount, uint40 fitsAt);
    /// @notice Raised when a throttle or a limit is asked of a target without limit.
    error NoLimit(bytes32 target);
    /// @notice Raised when a limit, window, hold or duration is out of its bounds.
    error OutOfBounds(bytes32 target);
    /// @notice Raised when the ticket's turn comes only at `dueAt`.
    error NotDue(uint256 ticket, uint40 dueAt);
    /// @notice Raised when there is no such ticket: released, returned or never queued.
    error NoTicket(uint256 ticket);
    /// @notice Raised when a withdrawal would be held for nobody.
    error ZeroRecipient();
    /// @notice Raised when a payment in the chain's coin fails, or comes with a token.
    error CoinNotMoved();

    /// @notice Throttles or pauses `target` until `until`, unless it is under something stronger or longer already.
    /// @param until At most MAX_PAUSE from now.
    /// @return tripped Whether the target is now under this incident.
    function trip(bytes32 target, Mode mode, uint40 until, bytes32 incident) external returns (bool tripped);

    /// @notice Ends what `incident` did to `target`; nothing happens if something else took over meanwhile.
    function lift(bytes32 target, bytes32 incident) external;

    /// @notice Reports that the calling member is about to pay `amount` of `asset` out (address 0: the chain's coin).
    /// @return passes Whether it may pay now. If not, it must hand the amount over with `hold`.
    function outflow(address asset, uint256 amount) external returns (bool passes);

    /// @notice Reports that the calling member received `amount` of `asset`, which gives capacity back.
    function inflow(address asset, uint256 amount) external;

    /// @notice Takes `amount` of `asset` from the calling member and queues it for `recipient`.
    /// @return ticket Names the held withdrawal.
    function hold(address asset, address recipient, uint256 amount) external payable returns (uint256 ticket);

    /// @notice Pays a held withdrawal to its recipient once it is due; anyone may call.
    function release(uint256 ticket) external;

    /// @notice Sends a held withdrawal back to the member it came from. Only the trigger and the governor, against
    /// theft.
    function giveBack(uint256 ticket) external;

    /// @notice Reverts unless `target` and EVERYTHING may be used by the calling member; where the target has a limit,
    /// uses `amount` of it up.
    function enter(bytes32 target, uint256 amount) external;

    /// @notice Sets a target's limit; a new limit starts full. Only the governor.
    function setLimit(bytes32 target, Limit calldata limit) external;

    /// @notice Adds or removes one of the protocol's contracts. Only the governor.
    function setMember(address member, bool isMember_) external;

    /// @notice Returns why outflow of `asset` is not free, and until when.
    function explain(address asset) external view returns (Explanation memory);

    /// @notice Returns when `ticket` can be released, by time alone and under what is paused now; inflow may make it
    /// sooner. 0: there is no such ticket.
    function dueAt(uint256 ticket) external view returns (uint40);

    /// @notice Returns the status of one target at this moment: Normal once it has expired.
    function status(bytes32 target) external view returns (Status memory);

    /// @notice Returns a target's limiter as stored, at its last use.
    function flow(bytes32 target) external view returns (Flow memory);

    /// @notice Returns a held withdrawal; all zero if there is none.
    function ticketOf(uint256 ticket) external view returns (Ticket memory);

    /// @notice Returns the target that stands for an asset.
    function assetTarget(address asset) external pure returns (bytes32);

    /// @notice Returns who may trip and lift.
    function trigger() external view returns (address);

    /// @notice Returns who sets limits and members.
    function governor() external view returns (address);

    /// @notice Returns whether `account` is one of the protocol's contracts.
    function isMember(address account) external view returns (bool);
}
