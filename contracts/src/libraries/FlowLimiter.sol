// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title FlowLimiter
/// @notice How much may still flow out: a capacity that outflow uses up, and that time and inflow give back.
/// @dev cap = min(limit, cap + limit * dt / window), rounded down, in favour of what is protected. Nothing is kept per
/// transaction or per period, so storage does not grow with time, and there is no edge of a window at which twice the
/// limit could pass. The same rule in prose, with vectors for every implementation: spec/limiter.md.
library FlowLimiter {
    /// @notice Returns the capacity after `elapsed` seconds of refill, never above `limit`.
    /// @dev `cap` and `limit` below 2^128 and `window` below 2^64 cannot overflow; `window` must not be zero.
    function refilled(uint256 cap, uint256 limit, uint256 elapsed, uint256 window) internal pure returns (uint256) {
        if (elapsed >= window) return limit;
        return restored(cap, limit, limit * elapsed / window);
    }

    /// @notice Returns the capacity after an inflow of `amount`, never above `limit`.
    /// @dev Saturates for every `amount`: an inflow must never revert for being large.
    function restored(uint256 cap, uint256 limit, uint256 amount) internal pure returns (uint256) {
        if (cap >= limit || amount >= limit - cap) return limit;
        return cap + amount;
    }

    /// @notice Returns the seconds until `amount` fits under the capacity by refill alone, rounded up.
    /// @dev type(uint256).max if it never will, because `amount` is above `limit`.
    function secondsUntil(uint256 cap, uint256 limit, uint256 amount, uint256 window) internal pure returns (uint256) {
        if (amount <= cap) return 0;
        if (amount > limit) return type(uint256).max;
        return ((amount - cap) * window + limit - 1) / limit;
    }
}
