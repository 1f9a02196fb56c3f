// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IArbitrable} from "../interfaces/IArbitrable.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";
import {IBountyVault} from "../interfaces/IBountyVault.sol";
import {ISafeHarbor} from "../interfaces/ISafeHarbor.sol";
import {Vesting} from "../libraries/Vesting.sol";
import {BountyFunds} from "./BountyFunds.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title BountyVault
contract BountyVault is IBountyVault, IArbitrable, BountyFunds {
    using SafeERC20 for IERC20;

    uint256 public constant DECIDE_SECONDS = 14 days;
    uint256 public constant CHALLENGE_SECONDS = 3 days;
    uint256 public constant ARBITRATION_SECONDS = 90 days;
    uint256 public constant VESTING_MAX = 180 days;

    ISafeHarbor public immutable TERMS;
    IArbitrator public immutable ARBITRATOR;
    address public immutable COMMITTEE;

    /// @notice What a commitment costs until it has led to a report that is not spam.
    uint256 public immutable BOND;
    uint256 public immutable VESTING_SECONDS;

    struct Commitment {
        uint64 madeAt;
        uint64 madeInBlock;
        uint128 terms;
    }

    /// @inheritdoc IBountyVault
    uint256 public claimCount;

    mapping(uint256 id => Claim) private _claims;
    mapping(address reporter => mapping(bytes32 commitment => Commitment)) private _commitments;

    /// @inheritdoc IBountyVault
    mapping(bytes32 reportHash => uint256 id) public claimOf;

    /// @inheritdoc IBountyVault
    mapping(address reporter => uint256 amount) public bondsOf;

    mapping(uint256 disputeId => uint256 id) private _disputed;

    constructor(
        address token,
        address sponsor,
        address committee,
        ISafeHarbor terms,
        IArbitrator arbitrator,
        uint256 bond,
        uint256 vestingSeconds
    ) BountyFunds(token, sponsor) {
        if (vestingSeconds > VESTING_MAX) revert BadSetting();
        COMMITTEE = committee;
        TERMS = terms;
        ARBITRATOR = arbitrator;
        BOND = bond;
        VESTING_SECONDS = vestingSeconds;
    }

    /// @inheritdoc IBountyVault
    function commit(bytes32 commitment) external nonReentrant {
        Commitment storage c = _commitments[msg.sender][commitment];
        if (c.madeAt != 0) revert AlreadyCommitted(commitment);
        uint256 terms = TERMS.version();

        c.madeAt = uint64(block.timestamp);
        c.madeInBlock = uint64(block.number);
        c.terms = uint128(terms);
        _lastCommitAt = uint64(block.timestamp);
        _pendingCommits += 1;
        uint256 received = _pull(BOND);
        if (received != BOND) revert TooMuch(BOND, received);

        emit Committed(msg.sender, commitment, terms);
    }

    /// @inheritdoc IBountyVault
    function reveal(bytes32 reportHash, bytes32 salt, Severity severity, uint128 asked) external returns (uint256 id) {
        bytes32 commitment = keccak256(abi.encode(block.chainid, address(this), msg.sender, reportHash, salt));
        Commitment memory c = _commitments[msg.sender][commitment];
        bool isPending = c.terms != 0 && block.timestamp <= c.madeAt + REVEAL_SECONDS;
        if (!isPending) revert NotCommitted(commitment);
        if (block.number <= c.madeInBlock) revert TooSoon(c.madeInBlock + 1);
        uint128 cap = TERMS.enforcedOf(c.terms).caps[uint256(severity)];
        if (asked > cap) revert TooMuch(asked, cap);

        _commitments[msg.sender][commitment].terms = 0;
        _pendingCommits -= 1;
        id = ++claimCount;
        _supersede(reportHash, c.madeInBlock, id);
        Claim storage claim = _claims[id];
        claim.reporter = msg.sender;
        claim.committedAt = c.madeAt;
        claim.committedBlock = c.madeInBlock;
        claim.clock = uint64(block.timestamp);
        claim.status = Status.Open;
        claim.severity = severity;
        claim.cap = cap;
        claim.asked = asked;
        claim.reportHash = reportHash;
        _reserved += cap;

        emit Revealed(id, msg.sender, reportHash, severity, asked, cap);
    }

    /// @inheritdoc IBountyVault
    function forfeit(address reporter, bytes32 commitment) external {
        Commitment storage c = _commitments[reporter][commitment];
        if (c.terms == 0) revert NotCommitted(commitment);
        uint256 from = c.madeAt + REVEAL_SECONDS + 1;
        if (block.timestamp < from) revert TooSoon(from);

        c.terms = 0;
        _pendingCommits -= 1;
        _held += BOND;

        emit BondSettled(reporter, false, BOND);
    }

    /// @inheritdoc IBountyVault
    function decide(uint256 id, uint128 amount, bool isSpam) external only(COMMITTEE) {
        Claim storage claim = _inStatus(id, Status.Open);
        // From then on no commitment for the same report can be earlier than this one and still unrevealed.
        uint256 from = claim.committedAt + REVEAL_SECONDS + 1;
        if (block.timestamp < from) revert OutsideWindow(from, type(uint256).max);
        uint256 free = _held - _owed;
        uint256 most = claim.cap < free ? claim.cap : free;
        if (amount > most || (isSpam && amount != 0)) revert TooMuch(amount, most);

        claim.status = Status.Decided;
        claim.clock = uint64(block.timestamp);
        claim.amount = amount;
        claim.isSpam = isSpam;
        _owed += amount;

        emit Decided(id, amount, isSpam);
    }

    /// @inheritdoc IBountyVault
    function challenge(uint256 id) external payable nonReentrant {
        Claim storage claim = _claims[id];
        if (msg.sender != claim.reporter && msg.sender != SPONSOR) revert Unauthorized(msg.sender);
        if (claim.status == Status.Open) {
            _requireWithin(claim.clock + DECIDE_SECONDS, type(uint256).max);
        } else {
            _inStatus(id, Status.Decided);
            _requireWithin(claim.clock, claim.clock + CHALLENGE_SECONDS);
        }
        uint256 cost = ARBITRATOR.arbitrationCost("");
        if (msg.value != cost) revert WrongFee(msg.value, cost);

        claim.status = Status.Disputed;
        claim.clock = uint64(block.timestamp);
        uint256 disputeId = ARBITRATOR.createDispute{value: cost}(3, "");
        if (_disputed[disputeId] != 0) revert UnknownDispute(disputeId, 0);
        _disputed[disputeId] = id;

        emit Challenged(id, msg.sender, disputeId);
    }

    /// @inheritdoc IArbitrable
    function rule(uint256 disputeId, uint256 ruling) external only(address(ARBITRATOR)) nonReentrant {
        uint256 id = _disputed[disputeId];
        if (id == 0 || ruling > 3) revert UnknownDispute(disputeId, ruling);
        Claim storage claim = _inStatus(id, Status.Disputed);

        emit Ruling(ARBITRATOR, disputeId, ruling);
        if (ruling == 1) claim.isSpam = false;
        uint256 awarded = ruling == 1 ? claim.asked : ruling == 3 ? 0 : claim.amount;
        _finalize(id, claim, awarded);
    }

    /// @inheritdoc IBountyVault
    function finalize(uint256 id) external nonReentrant {
        Claim storage claim = _claims[id];
        if (claim.status == Status.Open) {
            _requireWithin(claim.clock + 2 * DECIDE_SECONDS + 1, type(uint256).max);
        } else if (claim.status == Status.Decided) {
            _requireWithin(claim.clock + CHALLENGE_SECONDS + 1, type(uint256).max);
        } else {
            _inStatus(id, Status.Disputed);
            _requireWithin(claim.clock + ARBITRATION_SECONDS + 1, type(uint256).max);
        }
        _finalize(id, claim, claim.amount);
    }

    /// @inheritdoc IBountyVault
    function payOut(uint256 id, address to) external nonReentrant returns (uint256 amount) {
        Claim storage claim = _inStatus(id, Status.Payable);
        if (msg.sender != claim.reporter) revert Unauthorized(msg.sender);
        amount = vested(id) - claim.paid;

        claim.paid += uint128(amount);
        _held -= amount;
        _owed -= amount;
        _reserved -= amount;
        TOKEN.safeTransfer(to, amount);

        emit Paid(id, to, amount);
    }

    /// @inheritdoc IBountyVault
    function takeBonds(address to) external nonReentrant returns (uint256 amount) {
        amount = bondsOf[msg.sender];

        bondsOf[msg.sender] = 0;
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IBountyVault
    function claims(uint256 id) external view returns (Claim memory) {
        return _claims[id];
    }

    /// @inheritdoc IBountyVault
    function vested(uint256 id) public view returns (uint256) {
        Claim storage claim = _claims[id];
        if (claim.status != Status.Payable) return 0;
        return Vesting.vested(claim.amount, block.timestamp - claim.clock, VESTING_SECONDS);
    }

    /// @dev Lets an earlier commitment to the same report take the place of a claim that is not decided.
    function _supersede(bytes32 reportHash, uint256 committedBlock, uint256 byId) private {
        uint256 id = claimOf[reportHash];
        claimOf[reportHash] = byId;
        if (id == 0) return;
        Claim storage claim = _claims[id];
        bool isEarlier = claim.status == Status.Open && committedBlock < claim.committedBlock;
        if (!isEarlier) revert Taken(id);

        claim.isSpam = true;
        emit Superseded(id, byId);
        _finalize(id, claim, 0);
    }

    /// @dev An award above the decision is met as far as nothing else is owed; the rest is said, not hidden.
    function _finalize(uint256 id, Claim storage claim, uint256 awarded) private {
        uint256 free = _held - _owed + claim.amount;
        uint256 amount = awarded < free ? awarded : free;

        _owed = _owed - claim.amount + amount;
        _reserved = _reserved - claim.cap + amount;
        claim.amount = uint128(amount);
        claim.clock = uint64(block.timestamp);
        claim.status = amount == 0 ? Status.Closed : Status.Payable;
        emit Finalized(id, amount, awarded - amount);

        if (claim.isSpam) _held += BOND;
        else bondsOf[claim.reporter] += BOND;
        emit BondSettled(claim.reporter, !claim.isSpam, BOND);
    }

    function _inStatus(uint256 id, Status status) private view returns (Claim storage claim) {
        claim = _claims[id];
        if (claim.status != status) revert WrongStatus(id, claim.status);
    }

    function _requireWithin(uint256 from, uint256 until) private view {
        if (block.timestamp < from || block.timestamp > until) revert OutsideWindow(from, until);
    }
}
