// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISecurityBudget} from "../interfaces/ISecurityBudget.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title SecurityBudget
contract SecurityBudget is ISecurityBudget, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant MEMBERS_MAX = 32;
    uint256 public constant DELAY_SECONDS = 1 days;
    uint256 public constant LAPSE_SECONDS = 14 days;

    IERC20 public immutable TOKEN;
    address public immutable GOVERNOR;
    address public immutable COUNCIL;
    uint256 public immutable EPOCH_SECONDS;

    struct Cost {
        uint256 tokens;
        uint256 etherWei;
    }

    /// @inheritdoc ISecurityBudget
    uint256 public threshold;

    Cost private _budget;
    uint64 private _round;
    uint256 private _spendCount;
    uint256 private _mandateCount;
    address[] private _members;
    mapping(uint64 round => mapping(address member => bool)) private _isMember;
    mapping(uint256 id => Mandate) private _mandates;
    mapping(uint256 id => Spend) private _spends;
    mapping(uint256 id => mapping(address member => bool)) private _hasApproved;
    mapping(uint256 epoch => Cost) private _spent;

    modifier only(address role) {
        if (msg.sender != role) revert Unauthorized(msg.sender);
        _;
    }

    modifier onlyMember() {
        if (!_isMember[_round][msg.sender]) revert Unauthorized(msg.sender);
        _;
    }

    constructor(
        address token,
        address governor,
        address council,
        uint256 epochSeconds,
        address[] memory firstMembers,
        uint256 firstThreshold,
        Cost memory budget
    ) {
        if (epochSeconds < 1 days || epochSeconds > 366 days) revert BadMembers();
        TOKEN = IERC20(token);
        GOVERNOR = governor;
        COUNCIL = council;
        EPOCH_SECONDS = epochSeconds;
        _setMembers(firstMembers, firstThreshold);
        _setBudget(budget);
    }

    receive() external payable {}

    /// @inheritdoc ISecurityBudget
    function propose(uint256 mandate, uint256 value, bytes calldata data, string calldata purpose)
        external
        onlyMember
        returns (uint256 id)
    {
        if (bytes(purpose).length == 0) revert NoPurpose();
        _requireMandated(mandate, value, data);

        id = ++_spendCount;
        bytes32 dataHash = keccak256(abi.encode(data, purpose));
        uint64 now64 = uint64(block.timestamp);
        _spends[id] = Spend(mandate, value, msg.sender, now64, _round, 1, false, dataHash);
        _hasApproved[id][msg.sender] = true;

        emit Proposed(id, mandate, msg.sender, value, data, purpose);
        emit Approved(id, msg.sender);
    }

    /// @inheritdoc ISecurityBudget
    function approve(uint256 id) external onlyMember {
        Spend storage s = _open(id);
        if (_hasApproved[id][msg.sender]) revert AlreadyApproved(msg.sender);

        _hasApproved[id][msg.sender] = true;
        s.approvals += 1;

        emit Approved(id, msg.sender);
    }

    /// @inheritdoc ISecurityBudget
    function execute(uint256 id, bytes calldata data, string calldata purpose) external onlyMember nonReentrant {
        Spend storage s = _open(id);
        if (s.approvals < threshold || block.timestamp < s.proposedAt + DELAY_SECONDS) revert NotReady(id);
        if (s.dataHash != keccak256(abi.encode(data, purpose))) revert OtherCall(id);
        _requireMandated(s.mandate, s.value, data);

        s.isDone = true;
        address target = _mandates[s.mandate].target;
        Cost memory cost = _call(target, s.value, data);
        uint256 epoch = _charge(cost);

        emit Spent(id, target, cost.tokens, cost.etherWei, epoch, purpose);
    }

    /// @inheritdoc ISecurityBudget
    function veto(uint256 id) external {
        if (msg.sender != COUNCIL && msg.sender != GOVERNOR) revert Unauthorized(msg.sender);
        _open(id).isDone = true;

        emit Vetoed(id);
    }

    /// @inheritdoc ISecurityBudget
    function setMembers(address[] calldata members_, uint256 threshold_) external only(GOVERNOR) {
        _setMembers(members_, threshold_);
    }

    /// @inheritdoc ISecurityBudget
    function giveMandate(Mandate calldata mandate) external only(GOVERNOR) returns (uint256 id) {
        bytes4 selector = mandate.selector;
        // approve and the increaseAllowance of older tokens.
        bool isAllowance = selector == IERC20.approve.selector || selector == bytes4(0x39509351);
        bool isForeign = mandate.target != address(this) && mandate.target.code.length != 0;
        if (isAllowance || !isForeign || mandate.expiresAt <= block.timestamp) revert BadMandate();

        id = ++_mandateCount;
        _mandates[id] = mandate;

        emit MandateGiven(id, mandate.target, selector, mandate.expiresAt);
    }

    /// @inheritdoc ISecurityBudget
    function withdrawMandate(uint256 id) external only(GOVERNOR) {
        delete _mandates[id];

        emit MandateWithdrawn(id);
    }

    /// @inheritdoc ISecurityBudget
    function setBudget(uint256 tokens, uint256 etherWei) external only(GOVERNOR) {
        _setBudget(Cost(tokens, etherWei));
    }

    /// @inheritdoc ISecurityBudget
    function takeBack(address token, address to, uint256 amount) external only(GOVERNOR) nonReentrant {
        if (token == address(0)) Address.sendValue(payable(to), amount);
        else IERC20(token).safeTransfer(to, amount);

        emit TakenBack(token, to, amount);
    }

    /// @inheritdoc ISecurityBudget
    function left() external view returns (uint256 tokens, uint256 etherWei) {
        Cost memory spent = _spent[block.timestamp / EPOCH_SECONDS];
        tokens = spent.tokens < _budget.tokens ? _budget.tokens - spent.tokens : 0;
        etherWei = spent.etherWei < _budget.etherWei ? _budget.etherWei - spent.etherWei : 0;
    }

    /// @inheritdoc ISecurityBudget
    function members() external view returns (address[] memory) {
        return _members;
    }

    /// @inheritdoc ISecurityBudget
    function mandates(uint256 id) external view returns (Mandate memory) {
        return _mandates[id];
    }

    /// @inheritdoc ISecurityBudget
    function spends(uint256 id) external view returns (Spend memory) {
        return _spends[id];
    }

    function _setMembers(address[] memory members_, uint256 threshold_) private {
        bool isCount = members_.length <= MEMBERS_MAX && threshold_ != 0 && threshold_ <= members_.length;
        if (!isCount) revert BadMembers();
        uint64 round = ++_round;
        address last;
        for (uint256 i; i < members_.length; ++i) {
            if (members_[i] <= last) revert BadMembers();
            last = members_[i];
            _isMember[round][last] = true;
        }
        _members = members_;
        threshold = threshold_;

        emit MembersSet(members_, threshold_);
    }

    function _setBudget(Cost memory budget) private {
        _budget = budget;

        emit BudgetSet(budget.tokens, budget.etherWei);
    }

    function _call(address target, uint256 value, bytes calldata data) private returns (Cost memory cost) {
        uint256 tokens = TOKEN.balanceOf(address(this));
        uint256 etherWei = address(this).balance;
        (bool isDone, bytes memory answer) = target.call{value: value}(data);
        if (!isDone) {
            if (answer.length == 0) revert CallFailed();
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        uint256 tokensNow = TOKEN.balanceOf(address(this));
        uint256 etherNow = address(this).balance;
        cost.tokens = tokens > tokensNow ? tokens - tokensNow : 0;
        cost.etherWei = etherWei > etherNow ? etherWei - etherNow : 0;
    }

    function _charge(Cost memory cost) private returns (uint256 epoch) {
        epoch = block.timestamp / EPOCH_SECONDS;
        Cost storage spent = _spent[epoch];
        spent.tokens += cost.tokens;
        spent.etherWei += cost.etherWei;
        if (spent.tokens > _budget.tokens) revert OverBudget(spent.tokens, _budget.tokens);
        if (spent.etherWei > _budget.etherWei) revert OverBudget(spent.etherWei, _budget.etherWei);
    }

    function _requireMandated(uint256 id, uint256 value, bytes calldata data) private view {
        Mandate storage m = _mandates[id];
        if (m.target == address(0) || block.timestamp > m.expiresAt) revert NoMandate(id);
        if (data.length < 4 || bytes4(data) != m.selector || value > m.valueMax) revert OutsideMandate(id);
        for (uint256 i; i < m.bounds.length; ++i) {
            Bound memory b = m.bounds[i];
            uint256 start = 4 + uint256(b.word) * 32;
            if (data.length < start + 32) revert OutOfBounds(b.word, 0);
            uint256 found = uint256(bytes32(data[start:start + 32]));
            if (found < b.min || found > b.max) revert OutOfBounds(b.word, found);
        }
    }

    function _open(uint256 id) private view returns (Spend storage s) {
        s = _spends[id];
        bool isLapsed = block.timestamp > s.proposedAt + LAPSE_SECONDS;
        if (s.proposedAt == 0 || s.isDone || isLapsed || s.round != _round) revert NotReady(id);
    }
}
