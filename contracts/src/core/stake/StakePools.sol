// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardianStake} from "../../interfaces/IGuardianStake.sol";
import {PoolMath} from "../../libraries/PoolMath.sol";
import {StakeWeights} from "./StakeWeights.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title StakePools
/// @notice Each guardian's pool: stake in, unbonding, rewards.
/// @dev Only what was received through this contract's functions counts; a token sent to it directly changes no price.
abstract contract StakePools is StakeWeights, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    uint48 public constant UNBONDING = 14 days;

    IERC20 public immutable TOKEN;
    uint256 public immutable MIN_SELF_STAKE;

    mapping(address guardian => Guardian) internal _record;
    mapping(address guardian => Pool) internal _pool;
    mapping(address guardian => mapping(address account => uint256)) internal _shares;
    mapping(address account => uint256) internal _credit;
    mapping(uint256 ticket => Unbonding) private _unbonding;
    uint256 private _tickets;
    uint256 internal _owed;

    constructor(IERC20 token, uint256 minSelfStake) {
        TOKEN = token;
        MIN_SELF_STAKE = minSelfStake;
    }

    /// @inheritdoc IGuardianStake
    function stake(address guardian_, uint256 amount) external nonReentrant returns (uint256) {
        return _stake(guardian_, amount);
    }

    /// @inheritdoc IGuardianStake
    function unstake(address guardian_, uint256 shares) external nonReentrant returns (uint256 ticket) {
        uint256 held = _shares[guardian_][msg.sender];
        if (shares > held) revert NotEnoughShares(msg.sender, shares);

        Pool storage p = _pool[guardian_];
        uint256 amount = PoolMath.toAssets(shares, p.assets, p.shares);
        if (amount == 0) revert ZeroAmount();
        uint256 bought = PoolMath.toShares(amount, p.unbondingAssets, p.unbondingShares);
        _shares[guardian_][msg.sender] = held - shares;
        p.shares -= shares.toUint128();
        p.assets -= amount.toUint128();
        p.unbondingAssets += amount.toUint128();
        p.unbondingShares += bought.toUint128();

        uint48 claimableAt = clock() + UNBONDING;
        ticket = ++_tickets;
        _unbonding[ticket] = Unbonding(guardian_, claimableAt, msg.sender, bought.toUint128());
        _weigh(guardian_);
        emit Unstaked(guardian_, msg.sender, ticket, amount, claimableAt);
    }

    /// @inheritdoc IGuardianStake
    function claim(uint256 ticket) external nonReentrant returns (uint256 amount) {
        Unbonding memory u = _unbonding[ticket];
        if (u.account != msg.sender) revert NotYours();
        if (clock() < u.claimableAt) revert TooEarly(u.claimableAt);

        Pool storage p = _pool[u.guardian];
        amount = PoolMath.toAssets(u.shares, p.unbondingAssets, p.unbondingShares);
        p.unbondingAssets -= amount.toUint128();
        p.unbondingShares -= u.shares;
        delete _unbonding[ticket];
        _pay(msg.sender, amount);
        emit Claimed(ticket, msg.sender, amount);
    }

    /// @inheritdoc IGuardianStake
    function addRewards(address guardian_, uint256 amount) external nonReentrant {
        Guardian storage g = _record[guardian_];
        if (g.index == 0) revert NotRegistered(guardian_);
        if (_pool[guardian_].assets == 0) revert PoolIsOver(guardian_);
        _receive(amount);
        uint256 commission = amount * g.commissionBps / 10_000;
        _pool[guardian_].assets += (amount - commission).toUint128();
        _addCredit(guardian_, commission);
        _weigh(guardian_);
        emit Rewarded(guardian_, amount, commission);
    }

    /// @inheritdoc IGuardianStake
    function withdraw(address to) external nonReentrant returns (uint256 amount) {
        amount = _credit[msg.sender];
        if (amount == 0) revert ZeroAmount();
        _credit[msg.sender] = 0;
        _pay(to, amount);
        emit Withdrawn(msg.sender, to, amount);
    }

    /// @inheritdoc IGuardianStake
    function guardian(address account) external view returns (Guardian memory) {
        return _record[account];
    }

    /// @inheritdoc IGuardianStake
    function pool(address guardian_) external view returns (Pool memory) {
        return _pool[guardian_];
    }

    /// @inheritdoc IGuardianStake
    function unbonding(uint256 ticket) external view returns (Unbonding memory) {
        return _unbonding[ticket];
    }

    /// @inheritdoc IGuardianStake
    function sharesOf(address guardian_, address account) external view returns (uint256) {
        return _shares[guardian_][account];
    }

    /// @inheritdoc IGuardianStake
    function stakeOf(address guardian_, address account) public view returns (uint256) {
        Pool storage p = _pool[guardian_];
        return PoolMath.toAssets(_shares[guardian_][account], p.assets, p.shares);
    }

    /// @inheritdoc IGuardianStake
    function creditOf(address account) external view returns (uint256) {
        return _credit[account];
    }

    /// @inheritdoc IGuardianStake
    function totalOwed() external view returns (uint256) {
        return _owed;
    }

    function _stake(address guardian_, uint256 amount) internal returns (uint256 shares) {
        Guardian storage g = _record[guardian_];
        Pool storage p = _pool[guardian_];
        if (g.index == 0) revert NotRegistered(guardian_);
        if (g.expulsions > 0 || g.magnitude == 0) revert PoolIsOver(guardian_);
        // Whoever came in while proceeds are held would take part in what a veto gives back.
        if (clock() < g.closedUntil) revert TooEarly(g.closedUntil);

        shares = PoolMath.toShares(amount, p.assets, p.shares);
        if (shares == 0) revert ZeroAmount();
        _receive(amount);
        _shares[guardian_][msg.sender] += shares;
        p.shares += shares.toUint128();
        p.assets += amount.toUint128();
        _weigh(guardian_);
        emit Staked(guardian_, msg.sender, amount, shares);
    }

    /// @dev To be called after every change of what a guardian's weight depends on.
    function _weigh(address guardian_) internal {
        Guardian storage g = _record[guardian_];
        bool counts = g.onDuty && g.expulsions == 0 && stakeOf(guardian_, guardian_) >= MIN_SELF_STAKE;
        _setWeight(guardian_, g.key, counts ? _pool[guardian_].assets : 0);
    }

    function _addCredit(address account, uint256 amount) internal {
        if (amount == 0) return;
        _credit[account] += amount;
        emit Credited(account, amount);
    }

    /// @dev What arrives is measured: a token that delivers less than it says would leave the last to leave unpaid.
    function _receive(uint256 amount) private {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = TOKEN.balanceOf(address(this)) - before;
        if (received != amount) revert UnsupportedToken(amount, received);
        _owed += amount;
    }

    function _pay(address to, uint256 amount) private {
        _owed -= amount;
        TOKEN.safeTransfer(to, amount);
    }
}
