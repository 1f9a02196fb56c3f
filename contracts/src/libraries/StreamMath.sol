// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title StreamMath
/// @notice The arithmetic of streams that share a deposit; spec/stream.md says the same in prose, with vectors.
library StreamMath {
    /// @notice Sets aside what `rate` may earn in `elapsed` seconds, as far as the deposit goes.
    /// @dev Keeps `setAside <= held`: the solver proves it of `reserved` (`./cordon contracts prove`).
    /// @return funded the seconds covered
    /// @return setAsideAfter what is set aside then
    function advance(uint256 held, uint256 setAside, uint256 rate, uint256 elapsed)
        internal
        pure
        returns (uint256 funded, uint256 setAsideAfter)
    {
        if (rate == 0) return (elapsed, setAside);
        uint256 affordable = (held - setAside) / rate;
        funded = elapsed < affordable ? elapsed : affordable;
        setAsideAfter = reserved(held, setAside, rate * funded);
    }

    /// @notice Sets `cost` aside, as far as it is there; after `advance` has divided, all of it is.
    /// @dev Apart, so that the solver sees for every cost that no more is set aside than is held.
    function reserved(uint256 held, uint256 setAside, uint256 cost) internal pure returns (uint256) {
        return cost < held - setAside ? setAside + cost : held;
    }

    /// @notice Splits what was set aside for `funded` seconds into what was earned and what goes back.
    function split(uint256 rate, uint256 engaged, uint256 funded)
        internal
        pure
        returns (uint256 earned, uint256 released)
    {
        uint256 counted = engaged < funded ? engaged : funded;
        earned = rate * counted;
        released = rate * (funded - counted);
    }
}
