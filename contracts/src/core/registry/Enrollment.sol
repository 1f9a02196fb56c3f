// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker, Mode} from "../../interfaces/ICircuitBreaker.sol";
import {IGuardianStake} from "../../interfaces/IGuardianStake.sol";
import {IIncidentRegistry} from "../../interfaces/IIncidentRegistry.sol";
import {FlowLimiter} from "../../libraries/FlowLimiter.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Enrollment
/// @notice Which protocols are protected and how, the bonds of guardians, and the reward pots.
abstract contract Enrollment is IIncidentRegistry, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    struct Budget {
        uint64 left; // seconds
        uint64 remainder;
        uint48 updatedAt;
    }

    uint32 public constant SOLO_PAUSE_MAX = 1 hours;
    uint32 public constant SOLO_BUDGET_MAX = 6 hours;
    uint32 public constant QUORUM_PAUSE_MAX = 3 days;
    uint32 public constant SOLO_PERIOD = 24 hours;
    uint40 public constant LEAVE_NOTICE = 7 days;
    bytes32 internal constant EVERYTHING = bytes32(type(uint256).max);

    IGuardianStake public immutable STAKE;
    IERC20 public immutable TOKEN;

    mapping(address protocol => Policy) internal _policy;
    mapping(address protocol => uint40) private _enrolledUntil;
    mapping(address protocol => Policy) private _proposed;
    mapping(address protocol => Budget) private _budget;
    mapping(uint32 guardian => Bond) internal _bond;

    /// @inheritdoc IIncidentRegistry
    mapping(address protocol => uint256) public rewardPot;

    constructor(IGuardianStake stake, IERC20 token) {
        STAKE = stake;
        TOKEN = token;
    }

    /// @inheritdoc IIncidentRegistry
    function enroll(address protocol, Policy calldata p) external {
        _requireProtocolOwner(protocol);
        bool sound = p.soloPause > 0 && p.soloPause <= SOLO_PAUSE_MAX && p.quorumPause > 0
            && p.quorumPause <= QUORUM_PAUSE_MAX && p.soloBudget >= p.soloPause && p.soloBudget <= SOLO_BUDGET_MAX
            && p.bondPerHour > 0 && p.bondPerHour < 1 << 96 && p.council != address(0) && p.governor != address(0)
            && p.treasury != address(0) && ICircuitBreaker(p.breaker).trigger() == address(this)
            && ICircuitBreaker(p.breaker).isMember(protocol);
        if (!sound) revert BadPolicy();
        _proposed[protocol] = p;
        emit EnrollmentProposed(protocol, keccak256(abi.encode(p)), p);
    }

    /// @inheritdoc IIncidentRegistry
    function admit(address protocol, bytes32 policyHash) external {
        if (msg.sender != _stakeOwner()) revert NotStakeOwner(msg.sender);
        Policy memory p = _proposed[protocol];
        if (p.breaker == address(0) || keccak256(abi.encode(p)) != policyHash) revert ProposalChanged(policyHash);
        delete _proposed[protocol];
        _policy[protocol] = p;
        _enrolledUntil[protocol] = type(uint40).max;
        _budget[protocol] = Budget(p.soloBudget, 0, uint48(block.timestamp));
        emit Enrolled(protocol, policyHash);
    }

    /// @inheritdoc IIncidentRegistry
    function leave(address protocol) external {
        uint40 from = uint40(block.timestamp);
        if (msg.sender != _stakeOwner()) {
            _requireProtocolOwner(protocol);
            from += LEAVE_NOTICE;
        }
        if (_enrolledUntil[protocol] <= from) revert NotEnrolled(protocol);
        _enrolledUntil[protocol] = from;
        emit Left(protocol, from);
    }

    /// @inheritdoc IIncidentRegistry
    function depositBond(address guardian, uint256 amount) external nonReentrant {
        Bond storage b = _bondOf(guardian);
        _receive(amount);
        b.free += amount.toUint112();
        emit BondDeposited(guardian, msg.sender, amount);
    }

    /// @inheritdoc IIncidentRegistry
    function withdrawBond(uint256 amount) external nonReentrant {
        Bond storage b = _bondOf(msg.sender);
        if (amount > b.free) revert BondTooSmall(amount, b.free);
        b.free -= uint112(amount);
        TOKEN.safeTransfer(msg.sender, amount);
        emit BondWithdrawn(msg.sender, amount);
    }

    /// @inheritdoc IIncidentRegistry
    function fundRewards(address protocol, uint256 amount) external nonReentrant {
        if (!_isEnrolled(protocol)) revert NotEnrolled(protocol);
        _receive(amount);
        rewardPot[protocol] += amount;
        emit RewardsFunded(protocol, msg.sender, amount);
    }

    /// @inheritdoc IIncidentRegistry
    function policy(address protocol) external view returns (Policy memory, bool) {
        return (_policy[protocol], _isEnrolled(protocol));
    }

    /// @inheritdoc IIncidentRegistry
    function bond(address guardian) external view returns (Bond memory) {
        return _bondOf(guardian);
    }

    /// @inheritdoc IIncidentRegistry
    function bondFor(address protocol, bytes32 target, Mode mode) public view returns (uint256) {
        Policy storage p = _policy[protocol];
        // In quarters of one target's pause: a throttle is a quarter, everything is four times as much.
        uint256 quarters = (mode == Mode.Paused ? 4 : 1) * (target == EVERYTHING ? 4 : 1);
        return Math.mulDiv(uint256(p.bondPerHour) * p.soloPause, quarters, 4 hours, Math.Rounding.Ceil);
    }

    /// @inheritdoc IIncidentRegistry
    function soloBudget(address protocol) external view returns (uint256) {
        (uint256 left,) = _budgetNow(protocol);
        return left;
    }

    /// @dev Takes up to a soloPause from what all guardians together may stop the protocol without a quorum.
    function _useBudget(address protocol) internal returns (uint32) {
        (uint256 left, uint256 remainder) = _budgetNow(protocol);
        uint256 used = Math.min(left, _policy[protocol].soloPause);
        _budget[protocol] = Budget(uint64(left - used), uint64(remainder), uint48(block.timestamp));
        return uint32(used);
    }

    function _lockBond(uint32 guardian, uint256 amount) internal {
        Bond storage b = _bond[guardian];
        if (b.lastSoloAt != 0 && block.timestamp < uint256(b.lastSoloAt) + SOLO_PERIOD) {
            revert CoolingDown(uint256(b.lastSoloAt) + SOLO_PERIOD);
        }
        if (amount > b.free) revert BondTooSmall(amount, b.free);
        (b.free, b.locked, b.lastSoloAt) =
        (b.free - uint112(amount), b.locked + uint112(amount), uint32(block.timestamp));
    }

    function _unlockBond(uint32 guardian, uint256 amount) internal {
        Bond storage b = _bond[guardian];
        (b.free, b.locked) = (b.free + uint112(amount), b.locked - uint112(amount));
    }

    function _forfeitBond(uint32 guardian, uint256 amount, address to) internal {
        _bond[guardian].locked -= uint112(amount);
        TOKEN.safeTransfer(to, amount);
    }

    function _isEnrolled(address protocol) internal view returns (bool) {
        return block.timestamp < _enrolledUntil[protocol];
    }

    function _stakeOwner() internal view returns (address) {
        return Ownable(address(STAKE)).owner();
    }

    function _budgetNow(address protocol) private view returns (uint256, uint256) {
        Budget memory b = _budget[protocol];
        (int256 left, uint256 remainder) = FlowLimiter.refilled(
            int256(uint256(b.left)),
            b.remainder,
            _policy[protocol].soloBudget,
            block.timestamp - b.updatedAt,
            SOLO_PERIOD
        );
        return (uint256(left), remainder);
    }

    function _bondOf(address guardian) private view returns (Bond storage) {
        uint32 index = STAKE.guardian(guardian).index;
        if (index == 0) revert NotOnDuty(guardian);
        return _bond[index];
    }

    function _receive(uint256 amount) private {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = TOKEN.balanceOf(address(this)) - before;
        if (received != amount) revert IGuardianStake.UnsupportedToken(amount, received);
    }

    function _requireProtocolOwner(address protocol) private view {
        if (msg.sender == protocol) return;
        try Ownable(protocol).owner() returns (address owner) {
            if (msg.sender != owner) revert NotProtocolOwner(msg.sender);
        } catch {
            revert NotProtocolOwner(msg.sender);
        }
    }
}
