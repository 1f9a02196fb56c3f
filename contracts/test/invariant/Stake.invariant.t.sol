// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardianStake} from "../../src/interfaces/IGuardianStake.sol";
import {Fixture} from "../support/Fixture.sol";
import {StakeActors} from "./handlers/StakeActors.sol";

contract StakeInvariantTest is Fixture {
    StakeActors private _actors;

    function setUp() public override {
        super.setUp();
        addGuardians(3);
        _actors = new StakeActors(staking, token, owner, guardians);
        // The grant waits, as there is stake already.
        vm.prank(owner);
        staking.setSlasher(address(_actors), 1e18);
        skip(15 days);
        targetContract(address(_actors));
    }

    /// @dev One campaign for all: each would otherwise play the same games again.
    function invariant_StakeHolds() public {
        _everyTokenIsAccountedFor();
        _sharesAreWorthNoMoreThanThePoolHas();
        _noStakeEscapesASlash();
        _weightIsThePoolsOfThoseOnDutyAndTheirSumTheTotal();
    }

    /// @dev Every token is accounted for: pools, unbonding, held proceeds, credits; and what was merely sent is extra.
    function _everyTokenIsAccountedFor() private view {
        assertEq(token.balanceOf(address(staking)), staking.totalOwed() + _actors.donated());

        uint256 sum = staking.creditOf(budget);
        (uint256 guardianCount, uint256 people) = _actors.count();
        for (uint256 i; i < people; ++i) {
            sum += staking.creditOf(_actors.people(i));
        }
        for (uint256 i; i < guardianCount; ++i) {
            IGuardianStake.Pool memory p = staking.pool(guardians[i]);
            sum += uint256(p.assets) + p.unbondingAssets;
        }
        for (uint256 i = 1; i <= _actors.slashes(); ++i) {
            IGuardianStake.Slash memory s = staking.slashed(i);
            if (s.releasableAt != 0) sum += uint256(s.active) + s.unbonding;
        }
        assertEq(sum, staking.totalOwed());
    }

    /// @dev Shares times price is what the pool has, within rounding against the users.
    function _sharesAreWorthNoMoreThanThePoolHas() private view {
        (uint256 guardianCount, uint256 people) = _actors.count();
        for (uint256 i; i < guardianCount; ++i) {
            IGuardianStake.Pool memory p = staking.pool(guardians[i]);
            uint256 worth;
            uint256 shares;
            for (uint256 j; j < people; ++j) {
                worth += staking.stakeOf(guardians[i], _actors.people(j));
                shares += staking.sharesOf(guardians[i], _actors.people(j));
            }
            assertEq(shares, p.shares);
            assertLe(worth, p.assets);
            // The virtual share's part: a thousandth of a unit per unit of price, and a unit per holder.
            uint256 virtualPart = p.assets;
            if (p.shares > 0) virtualPart = (uint256(p.assets) + 1) * 1000 / (uint256(p.shares) + 1000);
            assertLe(p.assets - worth, virtualPart + people + 1);
        }
    }

    function _noStakeEscapesASlash() private view {
        assertEq(_actors.escaped(), 0);
    }

    function _weightIsThePoolsOfThoseOnDutyAndTheirSumTheTotal() private {
        uint256 total;
        for (uint256 i; i < guardians.length; ++i) {
            IGuardianStake.Guardian memory g = staking.guardian(guardians[i]);
            bool counts = g.onDuty && g.expulsions == 0 && staking.stakeOf(guardians[i], guardians[i]) >= 1000e18;
            assertEq(staking.getVotes(guardians[i]), counts ? staking.pool(guardians[i]).assets : 0);
            total += staking.getVotes(guardians[i]);
        }
        skip(1);
        assertEq(staking.getPastTotalSupply(block.timestamp - 1), total);
        for (uint256 i; i < guardians.length; ++i) {
            (, uint256 weight) = staking.seatAt(vm.addr(keys[i]), block.timestamp - 1);
            assertEq(weight, staking.getPastVotes(guardians[i], block.timestamp - 1));
        }
    }
}
