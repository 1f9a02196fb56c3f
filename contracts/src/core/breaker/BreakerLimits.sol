// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../interfaces/ICircuitBreaker.sol";
import {FlowLimiter} from "../../libraries/FlowLimiter.sol";
import {BreakerSwitch} from "./BreakerSwitch.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title BreakerLimits
/// @notice The limiter of each target that has one.
/// @dev A throttle divides the limit, and so the refill, by THROTTLE. Capacity above that is not lost: it is kept back
/// and released when the throttle ends, so that a throttle, like every action, is over when it is over. A throttle of
/// EVERYTHING is not written into each target's limiter; time before it began counts as throttled too for a target that
/// was not used since, which errs on the protocol's side by at most that refill.
abstract contract BreakerLimits is BreakerSwitch {
    using SafeCast for uint256;
    using SafeCast for int256;

    uint256 internal constant THROTTLE = 4;
    uint32 public constant WINDOW_MIN = 10 minutes;
    uint32 public constant WINDOW_MAX = 7 days;
    uint32 public constant HOLD_MAX = 7 days;

    mapping(bytes32 target => Flow) internal _flow;

    /// @inheritdoc ICircuitBreaker
    function setLimit(bytes32 target, Limit calldata limit) external onlyGovernor {
        _setLimit(target, limit);
    }

    /// @inheritdoc ICircuitBreaker
    function enter(bytes32 target, uint256 amount) external onlyMember {
        _requireOpen(target);
        if (_flow[target].limit == 0) return;
        Flow memory f = _settled(target);
        if (amount > uint256(int256(f.level > 0 ? f.level : int128(0)))) {
            revert LimitExceeded(target, amount, _fitsAt(target, f, amount));
        }
        f.level -= int256(amount).toInt128();
        _storeLevel(target, f);
    }

    /// @inheritdoc ICircuitBreaker
    function flow(bytes32 target) external view returns (Flow memory) {
        return _flow[target];
    }

    function _setLimit(bytes32 target, Limit memory limit) internal {
        // A limit that a quarter of rounds to nothing would make a throttle a pause.
        bool sound = limit.limit >= THROTTLE && limit.limit < 1 << 126 && limit.window >= WINDOW_MIN
            && limit.window <= WINDOW_MAX && limit.holdMax > 0 && limit.holdMax <= HOLD_MAX && target != EVERYTHING;
        if (!sound) revert OutOfBounds(target);

        Flow memory f = _flow[target];
        if (f.limit == 0) {
            // Full from the start: a limiter that had to fill first would lock a live protocol's next withdrawal.
            f.level = int256(uint256(limit.limit)).toInt128();
            f.updatedAt = uint40(block.timestamp);
        } else {
            f = _settled(target);
            f.remainder = 0;
            if (f.level > int128(limit.limit)) f.level = int128(limit.limit);
            uint128 room = uint256(int256(uint256(limit.limit)) - f.level).toUint128();
            if (f.reserve > room) f.reserve = room;
        }
        (f.limit, f.window, f.holdMax) = (limit.limit, limit.window, limit.holdMax);
        _flow[target] = f;
        emit LimitSet(target, limit.limit, limit.window, limit.holdMax);
    }

    function _storeLevel(bytes32 target, Flow memory f) internal {
        Flow storage stored = _flow[target];
        (stored.level, stored.updatedAt, stored.remainder) = (f.level, f.updatedAt, f.remainder);
        if (f.reserve != stored.reserve) stored.reserve = f.reserve;
    }

    /// @dev The limiter at this moment. `limit` stays the full one.
    function _settled(bytes32 target) internal view returns (Flow memory f) {
        f = _flow[target];
        uint256 throttledUntil = _throttledUntil(target);
        if (throttledUntil > f.updatedAt) {
            _keepBack(f);
            _advance(f, f.limit / THROTTLE, throttledUntil < block.timestamp ? throttledUntil : block.timestamp);
        }
        if (throttledUntil <= block.timestamp) {
            _letGo(f);
            _advance(f, f.limit, block.timestamp);
        }
    }

    /// @dev When the level of a settled limiter will reach `goal`, by time alone.
    function _reaches(bytes32 target, Flow memory f, int256 goal) internal view returns (uint40) {
        uint256 throttledUntil = _throttledUntil(target);
        if (throttledUntil > f.updatedAt) {
            uint256 limit = f.limit / THROTTLE;
            if (goal <= int256(limit)) {
                uint256 at = f.updatedAt + FlowLimiter.secondsUntil(f.level, f.remainder, limit, f.window, goal);
                if (at <= throttledUntil) return at.toUint40();
            }
            _advance(f, limit, throttledUntil);
            _letGo(f);
        }
        uint256 wait = FlowLimiter.secondsUntil(f.level, f.remainder, f.limit, f.window, goal);
        return (f.updatedAt + wait).toUint40();
    }

    function _fitsAt(bytes32 target, Flow memory f, uint256 amount) internal view returns (uint40) {
        return amount > f.limit ? 0 : _reaches(target, f, int256(amount));
    }

    function _beforeTrip(bytes32 target) internal override {
        if (_isLimited(target)) _storeLevel(target, _settled(target));
    }

    function _isLimited(bytes32 target) internal view override returns (bool) {
        return _flow[target].limit != 0;
    }

    function _keepBack(Flow memory f) private pure {
        int256 above = int256(f.level) - int256(f.limit / THROTTLE);
        if (above <= 0) return;
        f.reserve += uint256(above).toUint128();
        f.level = int128(f.limit / uint128(THROTTLE));
    }

    function _letGo(Flow memory f) private pure {
        if (f.reserve == 0) return;
        f.level = int128(FlowLimiter.restored(f.level, f.limit, f.reserve));
        f.reserve = 0;
    }

    function _advance(Flow memory f, uint256 limit, uint256 time) private pure {
        (int256 level, uint256 remainder) =
            FlowLimiter.refilled(f.level, f.remainder, limit, time - f.updatedAt, f.window);
        (f.level, f.remainder, f.updatedAt) = (level.toInt128(), uint32(remainder), uint40(time));
    }
}
