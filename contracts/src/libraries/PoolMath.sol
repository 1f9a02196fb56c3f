// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title PoolMath
/// @notice Conversions between a pool's assets and shares, and what a slash leaves. Every division rounds against the
/// user, and in a slash against the offender.
/// @dev Slashing follows EigenLayer's SlashingLib: a pool's magnitude starts at WAD and only shrinks, the slashed part
/// of it is rounded up (repeated slashes never round down to nothing), and what is left of an amount is
/// amount * after / before, rounded down. In prose, with vectors that the C# side reads too: spec/stake.md.
library PoolMath {
    /// @notice The magnitude of a pool that was never slashed, and the whole of a slash: 100 %.
    uint64 internal constant WAD = 1e18;

    /// @dev Shares and assets that nobody owns. They make the first share's price 1/1000 of a unit, so that inflating
    /// it enough to round a victim's deposit away costs the attacker a thousand times what the victim loses.
    uint256 internal constant VIRTUAL_SHARES = 1000;
    uint256 internal constant VIRTUAL_ASSETS = 1;

    /// @notice Returns the shares that `amount` buys of a pool with `assets` and `shares`.
    function toShares(uint256 amount, uint256 assets, uint256 shares) internal pure returns (uint256) {
        return Math.mulDiv(amount, shares + VIRTUAL_SHARES, assets + VIRTUAL_ASSETS);
    }

    /// @notice Returns the assets that `amount` shares are worth in a pool with `assets` and `shares`.
    function toAssets(uint256 amount, uint256 assets, uint256 shares) internal pure returns (uint256) {
        return Math.mulDiv(amount, assets + VIRTUAL_ASSETS, shares + VIRTUAL_SHARES);
    }

    /// @notice Returns the magnitude that a slash of `wad` (1e18 is all) leaves.
    function magnitudeAfter(uint64 magnitude, uint256 wad) internal pure returns (uint64) {
        return magnitude - uint64(Math.mulDiv(magnitude, wad, WAD, Math.Rounding.Ceil));
    }

    /// @notice Returns what is left of `amount` when its magnitude goes from `before` to `afterwards`.
    function kept(uint256 amount, uint64 before, uint64 afterwards) internal pure returns (uint256) {
        return Math.mulDiv(amount, afterwards, before);
    }

    /// @notice Returns the magnitude when a slash from `before` to `afterwards` is taken back: what later slashes did
    /// to it stays.
    function magnitudeRestored(uint64 magnitude, uint64 before, uint64 afterwards) internal pure returns (uint64) {
        if (afterwards == 0) return before;
        return uint64(Math.min(WAD, Math.mulDiv(magnitude, before, afterwards)));
    }
}
