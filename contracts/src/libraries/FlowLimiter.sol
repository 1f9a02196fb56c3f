// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title FlowLimiter
/// @notice How much may still flow out. The level is a capacity while positive and, while negative, what is already
/// queued: outflow lowers it; time and inflow raise it, never above the limit.
/// @dev level = min(limit, level + limit * dt / window). The division's remainder is kept, so that neither many short
/// steps nor few long ones gain or lose anything. Nothing is kept per transaction or per period: storage does not grow
/// with time, and there is no edge of a window at which twice the limit passes. In prose, with vectors that the C# side
/// reads too: spec/limiter.md.
library FlowLimiter {
    /// @notice Returns level and remainder after `elapsed` seconds.
    /// @dev Cannot overflow for limit < 2^127, elapsed < 2^64 and remainder < window < 2^32; `window` is not zero.
    function refilled(int256 level, uint256 remainder, uint256 limit, uint256 elapsed, uint256 window)
        internal
        pure
        returns (int256, uint256)
    {
        uint256 product = limit * elapsed + remainder;
        int256 refill = int256(product / window);
        if (refill >= int256(limit) - level) return (int256(limit), 0);
        return (level + refill, product % window);
    }

    /// @notice Returns the level after an inflow of `amount`.
    /// @dev Saturates for every `amount`: a deposit must never revert for being large.
    function restored(int256 level, uint256 limit, uint256 amount) internal pure returns (int256) {
        if (level >= int256(limit) || amount >= uint256(int256(limit) - level)) return int256(limit);
        return level + int256(amount);
    }

    /// @notice Returns the seconds until the level reaches `target` by time alone, rounded up to the first second at
    /// which it holds. `target` must not be above `limit`.
    function secondsUntil(int256 level, uint256 remainder, uint256 limit, uint256 window, int256 target)
        internal
        pure
        returns (uint256)
    {
        if (level >= target) return 0;
        uint256 product = uint256(target - level) * window;
        return (product - remainder + limit - 1) / limit;
    }
}
