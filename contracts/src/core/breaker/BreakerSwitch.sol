// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker, Mode} from "../../interfaces/ICircuitBreaker.sol";

/// @title BreakerSwitch
/// @notice Which targets are throttled or paused, until when and why.
abstract contract BreakerSwitch is ICircuitBreaker {
    /// @notice The target that stands for all of the protocol.
    bytes32 public constant EVERYTHING = bytes32(type(uint256).max);
    /// @notice The longest a single trip lasts, in seconds.
    uint40 public constant MAX_PAUSE = 3 days;

    /// @inheritdoc ICircuitBreaker
    address public immutable trigger;
    /// @inheritdoc ICircuitBreaker
    address public immutable governor;

    /// @inheritdoc ICircuitBreaker
    mapping(address account => bool) public isMember;
    mapping(bytes32 target => Status) internal _status;

    modifier onlyMember() {
        if (!isMember[msg.sender]) revert NotMember(msg.sender);
        _;
    }

    modifier onlyGovernor() {
        if (msg.sender != governor) revert NotGovernor(msg.sender);
        _;
    }

    modifier onlyTrigger() {
        if (msg.sender != trigger) revert NotTrigger(msg.sender);
        _;
    }

    constructor(address trigger_, address governor_) {
        trigger = trigger_;
        governor = governor_;
    }

    /// @inheritdoc ICircuitBreaker
    function trip(bytes32 target, Mode mode, uint40 until, bytes32 incident) external onlyTrigger returns (bool) {
        if (mode == Mode.Normal || until <= block.timestamp || until > block.timestamp + MAX_PAUSE) {
            revert OutOfBounds(target);
        }
        if (mode == Mode.Throttled && target != EVERYTHING && !_isLimited(target)) revert NoLimit(target);

        Status memory s = _current(target);
        // The stronger wins, then the longer: a weak trip can neither shorten nor mask what runs.
        if (mode < s.mode || (mode == s.mode && until <= s.until)) return false;
        _beforeTrip(target);
        _status[target] = Status(mode, until, bytes26(incident));
        emit Tripped(target, mode, until, incident);
        return true;
    }

    /// @inheritdoc ICircuitBreaker
    function lift(bytes32 target, bytes32 incident) external onlyTrigger {
        Status memory s = _current(target);
        if (s.mode == Mode.Normal || s.reason != bytes26(incident)) return;
        // The mode stays, so that the limiter knows at which rate it refilled until now.
        _status[target].until = uint40(block.timestamp);
        emit Lifted(target, incident);
    }

    /// @inheritdoc ICircuitBreaker
    function setMember(address member, bool isMember_) external onlyGovernor {
        _setMember(member, isMember_);
    }

    /// @inheritdoc ICircuitBreaker
    function status(bytes32 target) external view returns (Status memory) {
        return _current(target);
    }

    function _setMember(address member, bool isMember_) internal {
        isMember[member] = isMember_;
        emit MemberSet(member, isMember_);
    }

    function _requireOpen(bytes32 target) internal view {
        _requireNotPaused(EVERYTHING);
        _requireNotPaused(target);
    }

    function _current(bytes32 target) internal view returns (Status memory s) {
        s = _status[target];
        if (block.timestamp >= s.until) delete s;
    }

    /// @dev Until when the target refills at the throttled rate, also if that is past by now.
    function _throttledUntil(bytes32 target) internal view returns (uint256 until) {
        Status memory s = _status[EVERYTHING];
        if (s.mode == Mode.Throttled) until = s.until;
        s = _status[target];
        if (s.mode == Mode.Throttled && s.until > until) until = s.until;
    }

    function _pausedUntil(bytes32 target) internal view returns (uint40) {
        Status memory own = _current(target);
        Status memory all = _current(EVERYTHING);
        uint40 until = own.mode == Mode.Paused ? own.until : 0;
        return all.mode == Mode.Paused && all.until > until ? all.until : until;
    }

    function _requireNotPaused(bytes32 target) private view {
        Status memory s = _status[target];
        if (s.mode == Mode.Paused && block.timestamp < s.until) revert TargetPaused(target, s.until, s.reason);
    }

    /// @dev The limiter settles at the old rate what passed before the trip.
    function _beforeTrip(bytes32 target) internal virtual;

    function _isLimited(bytes32 target) internal view virtual returns (bool);
}
