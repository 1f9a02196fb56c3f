// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker, Mode} from "../interfaces/ICircuitBreaker.sol";
import {FlowLimiter} from "../libraries/FlowLimiter.sol";
import {BreakerLimits} from "./breaker/BreakerLimits.sol";
import {BreakerSwitch} from "./breaker/BreakerSwitch.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title CircuitBreaker
/// @dev The queue costs no loop and no list. A queued amount lowers the level at once, below zero: its capacity is
/// reserved, and nobody who comes later passes before it. `queued` counts everything ever queued, so a ticket's turn
/// has come when what is still owed (-level) is no more than what was queued behind it.
contract CircuitBreaker is BreakerLimits, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    mapping(uint256 ticket => Ticket) private _tickets;
    uint256 private _ticketCount;

    /// @param trigger_ The incident registry.
    /// @param governor_ Sets limits and members from now on.
    /// @param members The protocol's contracts.
    /// @param targets What has a limit, and which.
    constructor(
        address trigger_,
        address governor_,
        address[] memory members,
        bytes32[] memory targets,
        Limit[] memory limits
    ) BreakerSwitch(trigger_, governor_) {
        for (uint256 i; i < members.length; ++i) {
            _setMember(members[i], true);
        }
        for (uint256 i; i < targets.length; ++i) {
            _setLimit(targets[i], limits[i]);
        }
    }

    /// @inheritdoc ICircuitBreaker
    function outflow(address asset, uint256 amount) external onlyMember returns (bool) {
        bytes32 target = assetTarget(asset);
        _requireOpen(target);
        if (!_isLimited(target)) return true;
        Flow memory f = _settled(target);
        bool passes = f.level >= 0 && amount <= uint256(int256(f.level));
        if (passes) {
            f.level -= int128(uint128(amount));
            _storeLevel(target, f);
        }
        return passes;
    }

    /// @inheritdoc ICircuitBreaker
    function inflow(address asset, uint256 amount) external onlyMember {
        _restore(assetTarget(asset), amount);
    }

    /// @inheritdoc ICircuitBreaker
    function hold(address asset, address recipient, uint256 amount)
        external
        payable
        onlyMember
        nonReentrant
        returns (uint256 ticket)
    {
        bytes32 target = assetTarget(asset);
        _requireOpen(target);
        if (!_isLimited(target)) revert NoLimit(target);
        if (recipient == address(0)) revert ZeroRecipient();
        uint256 received = _take(asset, amount);

        Flow memory f = _settled(target);
        f.level = SafeCast.toInt128(int256(f.level) - received.toInt256());
        f.queued += received.toUint128();
        _storeLevel(target, f);
        _flow[target].queued = f.queued;

        ticket = ++_ticketCount;
        uint40 dueBy = uint40(block.timestamp) + f.holdMax;
        _tickets[ticket] =
            Ticket(asset, uint40(block.timestamp), recipient, dueBy, msg.sender, received.toUint128(), f.queued);
        emit Held(ticket, asset, recipient, received, dueAt(ticket));
    }

    /// @inheritdoc ICircuitBreaker
    function release(uint256 ticket) external nonReentrant {
        Ticket memory t = _existing(ticket);
        _requireOpen(assetTarget(t.asset));
        uint40 due = dueAt(ticket);
        if (block.timestamp < due) revert NotDue(ticket, due);
        delete _tickets[ticket];
        _send(t.asset, t.recipient, t.amount);
        emit Released(ticket, t.recipient, t.amount);
    }

    /// @inheritdoc ICircuitBreaker
    function giveBack(uint256 ticket) external nonReentrant {
        if (msg.sender != governor && msg.sender != trigger) revert NotGovernor(msg.sender);
        Ticket memory t = _existing(ticket);
        delete _tickets[ticket];
        _restore(assetTarget(t.asset), t.amount);
        _send(t.asset, t.member, t.amount);
        emit Returned(ticket, t.member, t.amount);
    }

    /// @inheritdoc ICircuitBreaker
    function explain(address asset) external view returns (Explanation memory e) {
        bytes32 target = assetTarget(asset);
        Status memory s = _current(target);
        Status memory all = _current(EVERYTHING);
        if (all.mode > s.mode || (all.mode == s.mode && all.until > s.until)) s = all;
        (e.mode, e.until, e.reason) = (s.mode, s.until, s.reason);

        if (!_isLimited(target)) {
            e.limit = type(uint128).max;
            e.capacity = s.mode == Mode.Paused ? 0 : type(uint256).max;
            return e;
        }
        Flow memory f = _settled(target);
        bool throttled = _throttledUntil(target) > block.timestamp;
        e.limit = throttled ? uint128(f.limit / THROTTLE) : f.limit;
        if (f.level > 0 && s.mode != Mode.Paused) e.capacity = uint128(f.level);
        if (f.level < 0) {
            e.queued = uint256(-int256(f.level));
            e.freeAt = _reaches(target, f, 0);
        }
    }

    /// @inheritdoc ICircuitBreaker
    function dueAt(uint256 ticket) public view returns (uint40) {
        Ticket memory t = _tickets[ticket];
        if (t.recipient == address(0)) return 0;
        bytes32 target = assetTarget(t.asset);
        Flow memory f = _settled(target);
        uint40 turn = _reaches(target, f, -int256(uint256(f.queued - t.position)));
        uint40 due = turn < t.dueBy ? turn : t.dueBy;
        uint40 open = _pausedUntil(target);
        return due < open ? open : due;
    }

    /// @inheritdoc ICircuitBreaker
    function ticketOf(uint256 ticket) external view returns (Ticket memory) {
        return _tickets[ticket];
    }

    /// @inheritdoc ICircuitBreaker
    function assetTarget(address asset) public pure returns (bytes32) {
        return bytes32(uint256(uint160(asset)));
    }

    function _restore(bytes32 target, uint256 amount) private {
        if (!_isLimited(target)) return;
        Flow memory f = _settled(target);
        f.level = int128(FlowLimiter.restored(f.level, f.limit - f.reserve, amount));
        _storeLevel(target, f);
    }

    function _existing(uint256 ticket) private view returns (Ticket memory t) {
        t = _tickets[ticket];
        if (t.recipient == address(0)) revert NoTicket(ticket);
    }

    /// @dev Seized while queuing: nothing that happens to the member later can take it from the recipient.
    function _take(address asset, uint256 amount) private returns (uint256) {
        if (asset == address(0)) {
            if (msg.value != amount) revert CoinNotMoved();
            return amount;
        }
        if (msg.value != 0) revert CoinNotMoved();
        uint256 before = IERC20(asset).balanceOf(address(this));
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        return IERC20(asset).balanceOf(address(this)) - before;
    }

    function _send(address asset, address to, uint256 amount) private {
        if (asset != address(0)) return IERC20(asset).safeTransfer(to, amount);
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert CoinNotMoved();
    }
}
