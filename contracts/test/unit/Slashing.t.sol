// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardianStake} from "../../src/interfaces/IGuardianStake.sol";
import {PoolMath} from "../../src/libraries/PoolMath.sol";
import {Fixture} from "../support/Fixture.sol";

contract SlashingTest is Fixture {
    address private _alice;
    address private _delegator = makeAddr("delegator");
    address private _slasher = makeAddr("slasher");
    address private _reporter = makeAddr("reporter");

    function setUp() public override {
        super.setUp();
        vm.prank(owner);
        staking.setSlasher(_slasher, 1e18);
        _alice = addGuardian(MIN_STAKE);
        fund(_delegator, address(staking), 1_000_000e18);
        skip(1);
    }

    function test_Slash_TakesFromActiveAndUnbondingAlike() public {
        uint256 shares = _delegate(1000e18);
        vm.prank(_delegator);
        staking.unstake(_alice, shares / 2);

        uint256 id = _slash(0.25e18, false);

        IGuardianStake.Pool memory p = staking.pool(_alice);
        assertApproxEqAbs(p.assets, 1125e18, 1);
        assertApproxEqAbs(p.unbondingAssets, 375e18, 1);
        assertApproxEqAbs(staking.slashed(id).active, 375e18, 1);
        assertApproxEqAbs(staking.slashed(id).unbonding, 125e18, 1);
        assertEq(staking.guardian(_alice).magnitude, 0.75e18);
    }

    function test_Slash_RoundsAgainstTheOffenderAndNeverDownToNothing() public {
        for (uint256 i; i < 60; ++i) {
            _slash(0.5e18, false);
        }
        // 1e18 halved sixty times: each half was rounded up for the slash, so nothing is left to hide behind.
        assertEq(staking.guardian(_alice).magnitude, 0);
        assertEq(staking.pool(_alice).assets, 0);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.PoolIsOver.selector, _alice));
        _slash(0.5e18, false);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.PoolIsOver.selector, _alice));
        _delegate(1e18);
    }

    function test_Slash_ReachesStakeThatUnbondsUntilItIsClaimed() public {
        uint256 shares = _delegate(1000e18);
        vm.prank(_delegator);
        uint256 ticket = staking.unstake(_alice, shares);
        skip(14 days - 1);
        _slash(0.5e18, false);
        skip(1);
        vm.prank(_delegator);
        assertApproxEqAbs(staking.claim(ticket), 500e18, 1);
    }

    function test_Slash_RevertWhen_NotGrantedOrTooMuchOrNothing() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashNotAllowed.selector, address(this), 1));
        staking.slash(_alice, 1, address(0), address(0), false, "");
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashNotAllowed.selector, address(registry), 0.21e18));
        vm.prank(address(registry));
        staking.slash(_alice, 0.21e18, address(0), address(0), false, "");
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashNotAllowed.selector, _slasher, 0));
        _slash(0, false);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.NotRegistered.selector, _delegator));
        vm.prank(_slasher);
        staking.slash(_delegator, 1, address(0), address(0), false, "");
    }

    /// @dev Fifteen days, so that whoever begins to unbond when a slasher is announced is gone when it may act.
    function test_Slasher_WaitsLongerThanUnbondingOnceThereIsStake() public {
        vm.prank(owner);
        staking.setSlasher(_reporter, 1e18);
        uint256 shares = staking.sharesOf(_alice, _alice);
        vm.prank(_alice);
        uint256 ticket = staking.unstake(_alice, shares);

        skip(15 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashNotAllowed.selector, _reporter, 1e18));
        vm.prank(_reporter);
        staking.slash(_alice, 1e18, address(0), address(0), false, "");

        vm.prank(_alice);
        assertApproxEqAbs(staking.claim(ticket), MIN_STAKE, 1);
        (uint64 wad, uint48 from) = staking.slasher(_reporter);
        assertEq(wad, 1e18);
        assertEq(from, block.timestamp + 1);
    }

    function test_Slasher_IsRemovedAtOnceAndNeverMayMoreThanAll() public {
        vm.startPrank(owner);
        staking.setSlasher(_slasher, 0);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashNotAllowed.selector, _slasher, 1e18 + 1));
        staking.setSlasher(_slasher, 1e18 + 1);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashNotAllowed.selector, _slasher, 1));
        _slash(1, false);
    }

    function test_Expelled_WeighsNothingAndTakesNoStakeButLetsItGo() public {
        uint256 shares = _delegate(1000e18);
        _slash(0.1e18, true);
        assertEq(staking.getVotes(_alice), 0);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.PoolIsOver.selector, _alice));
        _delegate(1e18);

        vm.prank(_alice);
        staking.setDuty(true);
        assertEq(staking.getVotes(_alice), 0, "duty does not undo it");

        vm.prank(_delegator);
        uint256 ticket = staking.unstake(_alice, shares);
        skip(14 days);
        vm.prank(_delegator);
        assertApproxEqAbs(staking.claim(ticket), 900e18, 1);
    }

    function test_Proceeds_AreHeldSevenDaysAndThenSplit() public {
        uint256 id = _slash(0.5e18, false);
        assertEq(staking.creditOf(treasury), 0);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp + 7 days));
        staking.release(id);

        skip(7 days);
        staking.release(id);
        assertEq(staking.creditOf(treasury), 250e18);
        assertEq(staking.creditOf(_reporter), 50e18);
        assertEq(staking.creditOf(budget), 200e18);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashIsOver.selector, id));
        staking.release(id);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashIsOver.selector, id));
        vm.prank(owner);
        staking.veto(id);
    }

    function test_Proceeds_OfNobodysPartGoToTheBudget() public {
        vm.prank(_slasher);
        uint256 id = staking.slash(_alice, 0.5e18, address(0), address(0), false, "");
        skip(7 days);
        staking.release(id);
        assertEq(staking.creditOf(budget), 500e18);
    }

    function test_Veto_RevertWhen_TheHoldIsOver() public {
        uint256 id = _slash(0.5e18, false);
        skip(7 days);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SlashIsOver.selector, id));
        vm.prank(owner);
        staking.veto(id);
    }

    function test_Veto_RestoresEveryoneAsIfNothingHadHappened(uint64 wad, uint96 own, uint96 other, uint8 leaves)
        public
    {
        wad = uint64(bound(wad, 1, 1e18));
        uint256 shares = _delegate(bound(own, 1e18, 1e24));
        // Some more than the minimum, which a guardian that has exactly as much may miss by the wei that rounding
        // takes.
        other = uint96(bound(other, 1e6, 1e27));
        fund(_alice, address(staking), other);
        vm.prank(_alice);
        staking.stake(_alice, other);
        uint256 part = shares * leaves / 255;
        uint256 before = staking.stakeOf(_alice, _delegator);
        uint256 ticket;
        if (part > 1e6) {
            vm.prank(_delegator);
            ticket = staking.unstake(_alice, part);
        }

        uint256 id = _slash(wad, true);
        skip(3 days);
        vm.prank(owner);
        staking.veto(id);

        uint256 leaving = ticket == 0 ? 0 : _worth(ticket);
        assertApproxEqRel(staking.stakeOf(_alice, _delegator) + leaving, before, 1e12);
        // What the slash left was rounded to a unit, and what comes back is shared in its proportion: each unit counts
        // for as many as came back for it.
        uint256 perUnit = wad == 1e18 ? 0 : 1e18 / (1e18 - wad);
        assertLe(
            staking.stakeOf(_alice, _delegator) + leaving,
            before + 2 + (perUnit < 1e6 ? perUnit : 1e6),
            "nobody gains by it"
        );
        assertEq(staking.guardian(_alice).magnitude, 1e18);
        assertEq(staking.guardian(_alice).expulsions, 0);
        assertEq(staking.getVotes(_alice), staking.pool(_alice).assets);
    }

    /// @dev A delegator moves to unbonding between the slash and the veto: still nobody gains at another's cost.
    function test_Veto_IsFairToThoseWhoBeganToUnbondMeanwhile() public {
        uint256 shares = _delegate(1000e18);
        uint256 id = _slash(0.4e18, false);
        vm.prank(_delegator);
        uint256 ticket = staking.unstake(_alice, shares / 2);
        vm.prank(owner);
        staking.veto(id);

        assertApproxEqAbs(staking.stakeOf(_alice, _alice), MIN_STAKE, 10);
        assertApproxEqAbs(staking.stakeOf(_alice, _delegator) + _worth(ticket), 1000e18, 10);
    }

    /// @dev Joining while a veto is possible would take part of what it gives back.
    function test_Stake_RevertWhen_ProceedsOfItsPoolAreHeld() public {
        _slash(0.5e18, false);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp + 7 days));
        _delegate(1e18);
        skip(7 days);
        _delegate(1e18);
    }

    function test_Veto_OfAPoolThatEveryoneLeftGoesToTheBudget() public {
        uint256 id = _slash(0.5e18, false);
        uint256 shares = staking.sharesOf(_alice, _alice);
        vm.prank(_alice);
        uint256 ticket = staking.unstake(_alice, shares);
        vm.prank(owner);
        staking.veto(id);
        assertApproxEqAbs(_worth(ticket), MIN_STAKE, 2, "all of it is unbonding, so all comes back there");

        skip(14 days);
        id = _slash(0.5e18, false);
        vm.prank(_alice);
        staking.claim(ticket);
        vm.prank(owner);
        staking.veto(id);
        assertApproxEqAbs(staking.creditOf(budget), MIN_STAKE / 2, 2);
    }

    function test_Veto_OfOneSlashLeavesTheOther() public {
        uint256 first = _slash(0.5e18, true);
        _slash(0.5e18, true);
        vm.prank(owner);
        staking.veto(first);
        assertEq(staking.guardian(_alice).magnitude, 0.5e18);
        assertEq(staking.guardian(_alice).expulsions, 1, "the other still expels");
        assertEq(staking.getVotes(_alice), 0);
    }

    function test_Conservation_TheContractHoldsWhatItOwes() public {
        _delegate(777e18);
        uint256 id = _slash(0.333e18, false);
        skip(7 days);
        staking.release(id);
        assertEq(token.balanceOf(address(staking)), staking.totalOwed());
        vm.prank(budget);
        staking.withdraw(budget);
        assertEq(token.balanceOf(address(staking)), staking.totalOwed());
    }

    function test_Magnitude_FollowsTheRuleOfRoundingUpWhatIsTaken() public pure {
        assertEq(PoolMath.magnitudeAfter(1e18, 1), 1e18 - 1);
        assertEq(PoolMath.magnitudeAfter(3, 0.5e18), 1);
        assertEq(PoolMath.magnitudeAfter(1, 1), 0);
        assertEq(PoolMath.magnitudeRestored(0.25e18, 1e18, 0.5e18), 0.5e18);
        assertEq(PoolMath.magnitudeRestored(0, 0.7e18, 0), 0.7e18);
    }

    function _delegate(uint256 amount) private returns (uint256) {
        vm.prank(_delegator);
        return staking.stake(_alice, amount);
    }

    function _slash(uint256 wad, bool expels) private returns (uint256) {
        vm.prank(_slasher);
        return staking.slash(_alice, wad, treasury, _reporter, expels, "reason");
    }

    function _worth(uint256 ticket) private view returns (uint256) {
        IGuardianStake.Pool memory p = staking.pool(_alice);
        return PoolMath.toAssets(staking.unbonding(ticket).shares, p.unbondingAssets, p.unbondingShares);
    }
}
