// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBountyFunds} from "../interfaces/IBountyFunds.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title BountyFunds
abstract contract BountyFunds is IBountyFunds, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant NOTICE = 7 days;
    uint256 public constant HOLD_MAX = 21 days;
    uint256 public constant USE_SECONDS = 2 days;
    uint256 public constant REVEAL_SECONDS = 3 days;

    IERC20 public immutable TOKEN;
    address public immutable SPONSOR;

    /// @dev The vault's own tokens; bonds are counted apart, in the vault.
    uint256 internal _held;

    /// @dev The caps of claims that are not final, and the unpaid amounts of those that are.
    uint256 internal _reserved;

    /// @dev The decided amounts, and the unpaid amounts of final claims: never above `_held`.
    uint256 internal _owed;

    uint64 internal _lastCommitAt;
    uint256 internal _pendingCommits;
    Withdrawal private _withdrawal;

    modifier only(address role) {
        if (msg.sender != role) revert Unauthorized(msg.sender);
        _;
    }

    constructor(address token, address sponsor) {
        TOKEN = IERC20(token);
        SPONSOR = sponsor;
    }

    /// @inheritdoc IBountyFunds
    function deposit(uint256 amount) external nonReentrant {
        uint256 received = _pull(amount);

        _held += received;

        emit Deposited(msg.sender, received);
    }

    /// @inheritdoc IBountyFunds
    function announceWithdrawal(uint128 amount) external only(SPONSOR) {
        if (block.timestamp <= _withdrawal.closesAt) revert AlreadyAnnounced(_withdrawal.closesAt);

        uint256 opensAt = block.timestamp + NOTICE;
        uint256 forcedAt = opensAt + HOLD_MAX;
        uint256 closesAt = forcedAt + USE_SECONDS;
        _withdrawal = Withdrawal(amount, uint64(opensAt), uint64(forcedAt), uint64(closesAt));

        emit WithdrawalAnnounced(amount, opensAt, forcedAt, closesAt);
    }

    /// @inheritdoc IBountyFunds
    function withdraw(address to) external only(SPONSOR) nonReentrant returns (uint256 amount) {
        uint256 from = withdrawableFrom();
        if (from == 0 || block.timestamp < from || block.timestamp > _withdrawal.closesAt) {
            revert WithdrawalNotOpen(from);
        }
        uint256 free = _held > _reserved ? _held - _reserved : 0;
        amount = _withdrawal.amount < free ? _withdrawal.amount : free;

        delete _withdrawal;
        _held -= amount;
        TOKEN.safeTransfer(to, amount);

        emit Withdrawn(to, amount);
    }

    /// @inheritdoc IBountyFunds
    function withdrawal() external view returns (Withdrawal memory) {
        return _withdrawal;
    }

    /// @inheritdoc IBountyFunds
    function withdrawableFrom() public view returns (uint256) {
        if (_withdrawal.opensAt == 0) return 0;
        if (_pendingCommits == 0) return _withdrawal.opensAt;
        uint256 lapsed = uint256(_lastCommitAt) + REVEAL_SECONDS + 1;
        if (lapsed > _withdrawal.forcedAt) return _withdrawal.forcedAt;
        return lapsed > _withdrawal.opensAt ? lapsed : _withdrawal.opensAt;
    }

    /// @inheritdoc IBountyFunds
    function funds() external view returns (uint256 held, uint256 reserved, uint256 owed) {
        return (_held, _reserved, _owed);
    }

    /// @dev Takes `amount` from the caller and returns what arrived.
    function _pull(uint256 amount) internal returns (uint256) {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        return TOKEN.balanceOf(address(this)) - before;
    }
}
