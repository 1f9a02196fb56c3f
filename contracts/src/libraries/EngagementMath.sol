// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title EngagementMath
/// @notice The arithmetic of attention challenges; spec/engagement.md says the same in prose, with vectors.
library EngagementMath {
    uint256 internal constant WAD = 1e18;

    /// @notice Returns the bound under which a hash wins the lot with chance `wad` / 1e18, rounded down.
    function threshold(uint256 wad) internal pure returns (uint256) {
        return Math.mulDiv(type(uint256).max, wad, WAD);
    }

    /// @notice Returns whether `subject` is drawn by `seed` with chance `wad` / 1e18.
    function isDrawn(bytes32 seed, address subject, uint256 wad) internal pure returns (bool) {
        return wad >= WAD || uint256(keccak256(abi.encode(seed, subject))) < threshold(wad);
    }

    /// @notice Returns what idling is expected to cost: duty * audit * penalty * (1 - guess), rounded down.
    function expectedPenalty(uint256 dutyWad, uint256 auditWad, uint256 guessWad, uint256 penalty)
        internal
        pure
        returns (uint256)
    {
        uint256 caught = Math.mulDiv(dutyWad * auditWad, WAD - guessWad, WAD);
        return Math.mulDiv(caught, penalty, WAD * WAD);
    }

    /// @notice Returns the part of `weight` that `amount` is, as WAD rounded up, at most `most`.
    function fraction(uint256 amount, uint256 weight, uint256 most) internal pure returns (uint256) {
        if (amount >= weight) return most;
        uint256 part = Math.mulDiv(amount, WAD, weight, Math.Rounding.Ceil);
        return part < most ? part : most;
    }
}
