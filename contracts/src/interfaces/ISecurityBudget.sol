// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ISecurityBudget
/// @notice A sub-DAO for security: members spend a budget per epoch, within mandates, each spend with its purpose.
/// @dev A mandate names target, selector, the value per call and bounds for the call's words. What a call costs is
/// measured as the fall of this contract's token and ether balances, and has to fit what is left of the epoch.
/// @dev Trust: `threshold` members together can spend the epoch's budget within the mandates, fewer nothing. The
/// governor names members, mandates and budgets, and can take everything back. The council can veto a proposed spend
/// before `DELAY_SECONDS` are over and can spend nothing.
/// @dev Warning: mandates for approving allowances are refused, but a mandate that hands the target a claim on later
/// balances has the same effect; the measured cost does not see it.
interface ISecurityBudget {
    /// @notice A bound for one 32-byte word of the arguments, counted from 0 behind the selector.
    struct Bound {
        uint8 word;
        uint256 min;
        uint256 max;
    }

    /// @notice What may be called, with what.
    struct Mandate {
        address target;
        bytes4 selector;
        uint64 expiresAt;
        uint256 valueMax;
        Bound[] bounds;
    }

    /// @notice A proposed spend.
    struct Spend {
        uint256 mandate;
        uint256 value;
        address proposer;
        uint64 proposedAt;
        uint64 round;
        uint32 approvals;
        bool isDone;
        bytes32 dataHash;
    }

    /// @notice Emitted when the members and their threshold change; earlier approvals lapse.
    event MembersSet(address[] members, uint256 threshold);

    /// @notice Emitted when a mandate is given.
    event MandateGiven(uint256 indexed id, address indexed target, bytes4 indexed selector, uint256 expiresAt);

    /// @notice Emitted when a mandate is withdrawn.
    event MandateWithdrawn(uint256 indexed id);

    /// @notice Emitted when the budget per epoch changes.
    event BudgetSet(uint256 tokens, uint256 etherWei);

    /// @notice Emitted when a member proposes a spend; `data` is the whole call.
    event Proposed(
        uint256 indexed id, uint256 indexed mandate, address indexed by, uint256 value, bytes data, string purpose
    );

    /// @notice Emitted when a member approves a spend.
    event Approved(uint256 indexed id, address indexed by);

    /// @notice Emitted when the council or governor vetoes a spend.
    event Vetoed(uint256 indexed id);

    /// @notice Emitted when a spend is made, with what it cost.
    event Spent(
        uint256 indexed id,
        address indexed target,
        uint256 tokens,
        uint256 etherWei,
        uint256 indexed epoch,
        string purpose
    );

    /// @notice Emitted when the governor takes funds back.
    event TakenBack(address indexed token, address indexed to, uint256 amount);

    /// @notice Raised when `caller` lacks the role for this.
    error Unauthorized(address caller);

    /// @notice Raised for no members, more than 32, unsorted ones, or a threshold that is none of 1 to their number.
    error BadMembers();

    /// @notice Raised for a mandate that is expired, names this contract, or approves an allowance.
    error BadMandate();

    /// @notice Raised when there is no such mandate, or it expired or was withdrawn.
    error NoMandate(uint256 id);

    /// @notice Raised when the call is not the mandate's, or its value is above the mandate's.
    error OutsideMandate(uint256 mandate);

    /// @notice Raised when word `word` of the arguments is outside its bounds, or missing.
    error OutOfBounds(uint8 word, uint256 found);

    /// @notice Raised when the purpose is empty.
    error NoPurpose();

    /// @notice Raised when the spend is unknown, done, vetoed, lapsed, too fresh, or was made under other members.
    error NotReady(uint256 id);

    /// @notice Raised when the data or purpose is not what was proposed.
    error OtherCall(uint256 id);

    /// @notice Raised when the member approved already.
    error AlreadyApproved(address member);

    /// @notice Raised when the spend costs more than the epoch has left.
    error OverBudget(uint256 cost, uint256 left);

    /// @notice Raised when the call failed without a reason of its own.
    error CallFailed();

    /// @notice Proposes a spend and approves it. Only members. Purpose: what it is for, in words.
    function propose(uint256 mandate, uint256 value, bytes calldata data, string calldata purpose)
        external
        returns (uint256 id);

    /// @notice Approves a proposed spend. Only members.
    function approve(uint256 id) external;

    /// @notice Makes an approved spend, `DELAY_SECONDS` to `LAPSE_SECONDS` after it was proposed. Only members.
    function execute(uint256 id, bytes calldata data, string calldata purpose) external;

    /// @notice Vetoes a spend that is not done. Only the council or the governor.
    function veto(uint256 id) external;

    /// @notice Sets members (ascending) and threshold. Only the governor.
    function setMembers(address[] calldata members, uint256 threshold) external;

    /// @notice Gives a mandate. Only the governor.
    function giveMandate(Mandate calldata mandate) external returns (uint256 id);

    /// @notice Withdraws a mandate. Only the governor.
    function withdrawMandate(uint256 id) external;

    /// @notice Sets what each epoch may cost at most. Only the governor.
    function setBudget(uint256 tokens, uint256 etherWei) external;

    /// @notice Takes funds back; the zero address stands for ether. Only the governor.
    function takeBack(address token, address to, uint256 amount) external;

    /// @notice Returns what is left of the present epoch.
    function left() external view returns (uint256 tokens, uint256 etherWei);

    /// @notice Returns the members, ascending.
    function members() external view returns (address[] memory);

    /// @notice Returns how many members must approve.
    function threshold() external view returns (uint256);

    /// @notice Returns mandate `id`; they count from 1.
    function mandates(uint256 id) external view returns (Mandate memory);

    /// @notice Returns spend `id`; they count from 1.
    function spends(uint256 id) external view returns (Spend memory);
}
