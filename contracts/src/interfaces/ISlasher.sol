// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ISlasher
/// @notice What a contract that punishes guardians needs of the stake: one call.
/// @dev Trust: the stake decides whom it obeys; a caller that is not one of its slashers is refused. The proceeds are
/// held, and can be vetoed, before anybody receives them.
interface ISlasher {
    /// @notice Takes `wad` / 1e18 of the stake behind `guardian`, bonded and unbonding alike.
    /// @param reason what for, as the hash of a text or an identifier
    /// @param reporter who is rewarded for reporting, once the hold is over
    /// @param victim who is compensated; the zero address if nobody in particular
    /// @return amount the tokens taken
    function slash(address guardian, uint256 wad, bytes32 reason, address reporter, address victim)
        external
        returns (uint256 amount);
}
