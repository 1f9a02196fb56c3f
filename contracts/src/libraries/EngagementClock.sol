// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title EngagementClock
/// @notice A clock that runs while its guardian is engaged: the seconds it shows never fall.
library EngagementClock {
    struct Clock {
        uint64 banked;
        uint64 startedAt;
        uint64 freshUntil;
        uint64 stoppedUntil;
    }

    /// @notice Lets the clock run until `until`; no effect while it is stopped.
    /// @return the moment until which it runs
    function extend(Clock storage clock, uint256 until) internal returns (uint256) {
        if (block.timestamp < clock.stoppedUntil) return clock.freshUntil;
        if (block.timestamp >= clock.freshUntil) {
            clock.banked = uint64(total(clock));
            clock.startedAt = uint64(block.timestamp);
            clock.freshUntil = uint64(block.timestamp);
        }
        if (until > clock.freshUntil) clock.freshUntil = uint64(until);
        return clock.freshUntil;
    }

    /// @notice Stops the clock at this moment, and for `pause` seconds at least.
    function stop(Clock storage clock, uint256 pause) internal {
        if (block.timestamp < clock.freshUntil) clock.freshUntil = uint64(block.timestamp);
        uint256 until = block.timestamp + pause;
        if (until > clock.stoppedUntil) clock.stoppedUntil = uint64(until);
    }

    /// @notice Returns the seconds that the clock has run.
    function total(Clock storage clock) internal view returns (uint256) {
        uint256 end = block.timestamp < clock.freshUntil ? block.timestamp : clock.freshUntil;
        return uint256(clock.banked) + end - clock.startedAt;
    }
}
