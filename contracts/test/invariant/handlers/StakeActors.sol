// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GuardianStake} from "../../../src/core/GuardianStake.sol";
import {IGuardianStake} from "../../../src/interfaces/IGuardianStake.sol";
import {PlainToken} from "../../support/Tokens.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Everyone who touches the stake, all at once and without manners: three guardians, three delegators, a slasher
/// that slashes whom it likes, an owner that vetoes at random, and a stranger who donates.
contract StakeActors is Test {
    GuardianStake public immutable staking;
    PlainToken public immutable token;
    address public immutable owner;
    address[] public guardians;
    address[] public people;
    uint256[] public tickets;
    uint256 public slashes;
    uint256 public donated;
    /// @dev Wei by which a slash took less, or an exit paid more, than it should have. Must stay zero.
    uint256 public escaped;

    constructor(GuardianStake staking_, PlainToken token_, address owner_, address[] memory guardians_) {
        (staking, token, owner, guardians) = (staking_, token_, owner_, guardians_);
        people = guardians_;
        for (uint256 i; i < 3; ++i) {
            people.push(makeAddr(string.concat("delegator ", vm.toString(i))));
        }
        for (uint256 i; i < people.length; ++i) {
            vm.prank(people[i]);
            token.approve(address(staking), type(uint256).max);
        }
    }

    function stake(uint256 who, uint256 behind, uint256 amount) external {
        address person = people[who % people.length];
        address guardian = guardians[behind % guardians.length];
        amount = bound(amount, 1, 1e24);
        token.mint(person, amount);
        uint256 before = staking.stakeOf(guardian, person);
        vm.prank(person);
        try staking.stake(guardian, amount) {
            if (staking.stakeOf(guardian, person) > before + amount + 1) ++escaped;
        } catch {}
    }

    function unstake(uint256 who, uint256 behind, uint256 part) external {
        address person = people[who % people.length];
        address guardian = guardians[behind % guardians.length];
        uint256 shares = staking.sharesOf(guardian, person) * bound(part, 0, 100) / 100;
        vm.prank(person);
        try staking.unstake(guardian, shares) returns (uint256 ticket) {
            tickets.push(ticket);
        } catch {}
    }

    function claim(uint256 which) external {
        if (tickets.length == 0) return;
        uint256 ticket = tickets[which % tickets.length];
        IGuardianStake.Unbonding memory u = staking.unbonding(ticket);
        uint256 before = staking.pool(u.guardian).unbondingAssets;
        vm.prank(u.account);
        try staking.claim(ticket) returns (uint256 amount) {
            if (amount > before || block.timestamp < u.claimableAt) ++escaped;
        } catch {}
    }

    function slash(uint256 whom, uint256 wad, bool expels) external {
        address guardian = guardians[whom % guardians.length];
        wad = bound(wad, 1, whom % 7 == 0 ? 1e18 : 0.3e18);
        IGuardianStake.Pool memory p = staking.pool(guardian);
        uint256 before = uint256(p.assets) + p.unbondingAssets;
        try staking.slash(guardian, wad, people[0], people[5], expels, "") {
            ++slashes;
            p = staking.pool(guardian);
            // The magnitude is coarse once tiny, so a slash may take more than asked; never less.
            if (uint256(p.assets) + p.unbondingAssets > before - before * wad / 1e18) ++escaped;
        } catch {}
    }

    function veto(uint256 which) external {
        if (slashes == 0) return;
        vm.prank(owner);
        try staking.veto(which % slashes + 1) {} catch {}
    }

    function release(uint256 which) external {
        if (slashes == 0) return;
        try staking.release(which % slashes + 1) {} catch {}
    }

    function reward(uint256 whom, uint256 amount) external {
        amount = bound(amount, 1, 1e22);
        token.mint(address(this), amount);
        token.approve(address(staking), amount);
        try staking.addRewards(guardians[whom % guardians.length], amount) {} catch {}
    }

    function withdraw(uint256 who) external {
        address person = people[who % people.length];
        vm.prank(person);
        try staking.withdraw(person) {} catch {}
    }

    function toggleDuty(uint256 whom, bool onDuty) external {
        vm.prank(guardians[whom % guardians.length]);
        staking.setDuty(onDuty);
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 0, 1e24);
        token.mint(address(staking), amount);
        donated += amount;
    }

    function passTime(uint256 time) external {
        skip(bound(time, 1, 5 days));
    }

    function count() external view returns (uint256, uint256) {
        return (guardians.length, people.length);
    }
}
