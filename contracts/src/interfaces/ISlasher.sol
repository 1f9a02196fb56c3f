// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ISlasher
/// @notice What a contract that punishes guardians needs of the stake: one call.
/// @dev Trust: the stake decides whom it obeys and how far; a caller without a grant is refused. The proceeds are held,
/// and can be vetoed, before anybody receives them.
/// @dev Warning: delegators lose with their guardian, also those who are unbonding.
interface ISlasher {
    /// @notice Seizes `wad` / 1e18 of the pool behind `guardian`, bonded and unbonding alike.
    /// @param victim who is compensated; the zero address if nobody in particular
    /// @param reporter who is rewarded for reporting, once the hold is over
    /// @param expels whether the guardian weighs nothing any more
    /// @param reason what for, as a hash
    /// @return id names the slash in the stake
    function slash(address guardian, uint256 wad, address victim, address reporter, bool expels, bytes32 reason)
        external
        returns (uint256 id);
}
