// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GuardianStake} from "../../src/core/GuardianStake.sol";
import {IGuardianStake} from "../../src/interfaces/IGuardianStake.sol";
import {Fixture} from "../support/Fixture.sol";
import {FeeToken} from "../support/Tokens.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract GuardianStakeTest is Fixture {
    address private _alice;
    address private _delegator = makeAddr("delegator");

    function setUp() public override {
        super.setUp();
        _alice = addGuardian(MIN_STAKE);
        fund(_delegator, address(staking), 1_000_000e18);
        skip(1);
    }

    // Registration and keys

    function test_Register_PutsTheGuardianOnDutyWithItsStakeAsWeight() public view {
        IGuardianStake.Guardian memory g = staking.guardian(_alice);
        assertEq(g.index, 1);
        assertEq(g.key, vm.addr(keys[0]));
        assertTrue(g.onDuty);
        assertEq(g.magnitude, 1e18);
        assertEq(staking.getVotes(_alice), MIN_STAKE);
        assertEq(staking.getPastTotalSupply(block.timestamp - 1), MIN_STAKE);
        assertEq(staking.guardianAt(1), _alice);
        assertEq(staking.guardianAt(2), address(0));
        assertEq(staking.guardianAt(0), address(0));
        assertEq(staking.stakeOf(_alice, _alice), MIN_STAKE);
    }

    function test_Register_RevertWhen_Twice() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.AlreadyRegistered.selector, _alice));
        vm.prank(_alice);
        staking.register(address(1), "", "", 0, MIN_STAKE);
    }

    function test_Register_RevertWhen_SelfStakeIsTooSmall() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SelfStakeTooSmall.selector, MIN_STAKE - 1));
        vm.prank(_delegator);
        staking.register(address(1), "", "", 0, MIN_STAKE - 1);
    }

    function test_Register_RevertWhen_CommissionIsAboveTwentyPercent() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.CommissionOutOfBounds.selector, 2001));
        vm.prank(_delegator);
        staking.register(address(1), "", "", 2001, MIN_STAKE);
    }

    /// @dev Else anybody could take another guardian's key, and with it the weight of its signatures.
    function test_Register_RevertWhen_TheKeyDidNotSignForThisGuardian() public {
        address key = vm.addr(99);
        bytes memory forAnother = sign(99, staking.keyDigest(_alice));
        _expectBadKey(key);
        vm.prank(_delegator);
        staking.register(key, forAnother, "", 0, MIN_STAKE);
    }

    function test_Register_RevertWhen_TheKeyIsTakenOrTheOwnAccountOrZero() public {
        bytes memory proof = sign(keys[0], staking.keyDigest(_delegator));
        address[3] memory bad = [vm.addr(keys[0]), _delegator, address(0)];
        for (uint256 i; i < 3; ++i) {
            _expectBadKey(bad[i]);
            vm.prank(_delegator);
            staking.register(bad[i], proof, "", 0, MIN_STAKE);
        }
    }

    function test_Key_ChangesAfterADayAndKeepsItsWeight() public {
        (address fresh, bytes memory proof) = _keyFor(_alice, 77);
        vm.prank(_alice);
        staking.scheduleKey(fresh, proof);

        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp + 1 days));
        staking.activateKey(_alice);

        skip(1 days);
        staking.activateKey(_alice);
        (uint32 index, uint256 weight) = staking.seatAt(fresh, block.timestamp - 1);
        assertEq(index, 1);
        assertEq(weight, MIN_STAKE);
        (index, weight) = staking.seatAt(vm.addr(keys[0]), block.timestamp - 1);
        assertEq(index, 0);
        assertEq(weight, 0);
        assertEq(staking.guardianOfKey(vm.addr(keys[0])), _alice, "an old key still names its guardian");
    }

    function test_Key_RevertWhen_NoneIsScheduled() public {
        _expectBadKey(address(0));
        staking.activateKey(_alice);
    }

    function test_Key_ScheduledOneCannotBeTakenByAnother() public {
        (address fresh, bytes memory proof) = _keyFor(_alice, 77);
        vm.prank(_alice);
        staking.scheduleKey(fresh, proof);

        bytes memory other = sign(77, staking.keyDigest(_delegator));
        _expectBadKey(fresh);
        vm.prank(_delegator);
        staking.register(fresh, other, "", 0, MIN_STAKE);
    }

    function test_OwnSettings_RevertWhen_CallerIsNoGuardian() public {
        bytes[4] memory calls = [
            abi.encodeCall(staking.setEndpoint, ("x")),
            abi.encodeCall(staking.setCommission, (1)),
            abi.encodeCall(staking.setDuty, (false)),
            abi.encodeCall(staking.scheduleKey, (address(9), ""))
        ];
        for (uint256 i; i < 4; ++i) {
            vm.prank(_delegator);
            (bool done, bytes memory answer) = address(staking).call(calls[i]);
            assertFalse(done);
            assertEq(answer, abi.encodeWithSelector(IGuardianStake.NotRegistered.selector, _delegator));
        }
    }

    function test_Endpoint_IsAnEvent() public {
        vm.expectEmit();
        emit IGuardianStake.EndpointChanged(_alice, "https://elsewhere.example");
        vm.prank(_alice);
        staking.setEndpoint("https://elsewhere.example");
    }

    // Commission

    function test_Commission_RisesByFivePointsAWeekAtMost() public {
        vm.startPrank(_alice);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp - 1 + 7 days));
        staking.setCommission(1001);
        skip(7 days);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.CommissionOutOfBounds.selector, 1501));
        staking.setCommission(1501);
        staking.setCommission(1500);
        skip(7 days);
        staking.setCommission(2000);
        skip(7 days);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.CommissionOutOfBounds.selector, 2001));
        staking.setCommission(2001);
    }

    function test_Commission_FallsAtOnceAndThenCannotJumpBack() public {
        vm.startPrank(_alice);
        staking.setCommission(0);
        assertEq(staking.guardian(_alice).commissionBps, 0);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp + 7 days));
        staking.setCommission(500);
    }

    function test_Rewards_ShareByCommissionAndRaiseThePriceOfShares() public {
        _delegate(MIN_STAKE);
        fund(treasury, address(staking), 100e18);
        vm.prank(treasury);
        staking.addRewards(_alice, 100e18);

        assertEq(staking.creditOf(_alice), 10e18);
        assertApproxEqAbs(staking.stakeOf(_alice, _delegator), MIN_STAKE + 45e18, 1);
        assertEq(staking.getVotes(_alice), 2 * MIN_STAKE + 90e18);

        vm.prank(_alice);
        staking.withdraw(makeAddr("cold"));
        assertEq(token.balanceOf(makeAddr("cold")), 10e18);
        vm.expectRevert(IGuardianStake.ZeroAmount.selector);
        vm.prank(_alice);
        staking.withdraw(_alice);
    }

    function test_Rewards_RevertWhen_ThereIsNobodyToReward() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.NotRegistered.selector, _delegator));
        staking.addRewards(_delegator, 1);

        uint256 all = staking.sharesOf(_alice, _alice);
        vm.prank(_alice);
        staking.unstake(_alice, all);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.PoolIsOver.selector, _alice));
        staking.addRewards(_alice, 1);
    }

    // Stake

    function test_Stake_RevertWhen_BehindNobody() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.NotRegistered.selector, _delegator));
        vm.prank(_delegator);
        staking.stake(_delegator, 1e18);
    }

    function test_Stake_RevertWhen_Zero() public {
        vm.expectRevert(IGuardianStake.ZeroAmount.selector);
        vm.prank(_delegator);
        staking.stake(_alice, 0);
    }

    function test_Stake_RevertWhen_TheTokenKeepsAFee() public {
        FeeToken fee = new FeeToken();
        GuardianStake other = new GuardianStake(IERC20(address(fee)), 1e18, owner, budget);
        fee.mint(_delegator, 10e18);
        bytes memory proof = sign(55, other.keyDigest(_delegator));
        vm.startPrank(_delegator);
        fee.approve(address(other), 10e18);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.UnsupportedToken.selector, 10e18, 9.9e18));
        other.register(vm.addr(55), proof, "", 0, 10e18);
    }

    function test_Constructor_RevertWhen_NoSelfStakeIsAsked() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.SelfStakeTooSmall.selector, 0));
        new GuardianStake(token, 0, owner, budget);
    }

    function test_Unstake_WeighsNothingAtOnceAndPaysAfterFourteenDays() public {
        uint256 shares = _delegate(500e18);
        vm.prank(_delegator);
        uint256 ticket = staking.unstake(_alice, shares);

        assertEq(staking.getVotes(_alice), MIN_STAKE);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp + 14 days));
        vm.prank(_delegator);
        staking.claim(ticket);

        skip(14 days);
        uint256 before = token.balanceOf(_delegator);
        vm.prank(_delegator);
        assertApproxEqAbs(staking.claim(ticket), 500e18, 1);
        assertApproxEqAbs(token.balanceOf(_delegator), before + 500e18, 1);
        vm.expectRevert(IGuardianStake.NotYours.selector);
        vm.prank(_delegator);
        staking.claim(ticket);
    }

    function test_Unstake_RevertWhen_SharesAreNotThereOrWorthNothing() public {
        vm.startPrank(_delegator);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.NotEnoughShares.selector, _delegator, 1));
        staking.unstake(_alice, 1);
        staking.stake(_alice, 1e18);
        vm.expectRevert(IGuardianStake.ZeroAmount.selector);
        staking.unstake(_alice, 1);
    }

    function test_Claim_RevertWhen_ByAnother() public {
        uint256 shares = _delegate(500e18);
        vm.prank(_delegator);
        uint256 ticket = staking.unstake(_alice, shares);
        assertEq(staking.unbonding(ticket).account, _delegator);
        skip(14 days);
        vm.expectRevert(IGuardianStake.NotYours.selector);
        staking.claim(ticket);
    }

    function test_Weight_IsNothingBelowTheSelfStakeMinimumOrOffDuty() public {
        _delegate(5000e18);
        vm.prank(_alice);
        staking.unstake(_alice, 1e21);
        assertEq(staking.getVotes(_alice), 0, "delegated stake does not count without the guardian's own");

        fund(_alice, address(staking), 100e18);
        vm.prank(_alice);
        staking.stake(_alice, 100e18);
        assertGt(staking.getVotes(_alice), 6000e18);

        vm.prank(_alice);
        staking.setDuty(false);
        assertEq(staking.getVotes(_alice), 0);
        assertEq(staking.getVotes(_alice), staking.guardian(_alice).onDuty ? 1 : 0);
    }

    /// @dev The classic: own one unit, donate, let a victim's deposit round to nothing. The donation must be a reward
    /// to count at all, and the virtual shares keep most of it from ever coming back.
    function test_Inflation_CostsTheAttackerFarMoreThanTheVictimLoses(uint128 donation, uint128 deposit) public {
        donation = uint128(bound(donation, 1e18, 1e27));
        deposit = uint128(bound(deposit, 1e18, 1e27));
        uint256 all = staking.sharesOf(_alice, _alice);
        vm.prank(_alice);
        staking.unstake(_alice, all - 1000);
        fund(_alice, address(staking), donation);
        vm.prank(_alice);
        staking.addRewards(_alice, donation);
        fund(_delegator, address(staking), deposit);

        vm.prank(_delegator);
        try staking.stake(_alice, deposit) {
            uint256 lost = deposit - staking.stakeOf(_alice, _delegator);
            uint256 gained = staking.stakeOf(_alice, _alice) + staking.creditOf(_alice);
            assertLe(gained, uint256(donation) + 1, "the attack must not pay");
            assertLe(lost, uint256(donation) / 500 + 1);
        } catch (bytes memory reason) {
            assertEq(bytes4(reason), IGuardianStake.ZeroAmount.selector, "what buys nothing is refused, not taken");
        }
    }

    function test_Donation_OfTheTokenChangesNothing() public {
        uint256 before = staking.stakeOf(_alice, _alice);
        token.mint(address(staking), 1e24);
        assertEq(staking.stakeOf(_alice, _alice), before);
        assertEq(staking.totalOwed(), MIN_STAKE);
    }

    // Votes

    function test_Votes_OfThisSecondCannotBeAskedFor() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp + 1));
        staking.getPastVotes(_alice, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.TooEarly.selector, block.timestamp + 1));
        staking.getPastTotalSupply(block.timestamp);
    }

    function test_Votes_OfBorrowedStakeAreNone() public {
        _delegate(1_000_000e18);
        assertEq(staking.getPastVotes(_alice, block.timestamp - 1), MIN_STAKE);
    }

    function test_Votes_RememberEveryPastSecond() public {
        uint256 first = block.timestamp;
        _delegate(100e18);
        skip(10);
        _delegate(200e18);
        skip(10);
        assertEq(staking.getPastVotes(_alice, first), MIN_STAKE + 100e18);
        assertEq(staking.getPastVotes(_alice, first + 9), MIN_STAKE + 100e18);
        assertEq(staking.getPastVotes(_alice, first + 10), MIN_STAKE + 300e18);
        (, uint256 weight) = staking.seatAt(vm.addr(keys[0]), first + 9);
        assertEq(weight, MIN_STAKE + 100e18, "the seat agrees with the checkpoints");
    }

    function test_Votes_CannotPartFromStake() public {
        vm.expectRevert(IGuardianStake.VotesFollowStake.selector);
        staking.delegate(_delegator);
        vm.expectRevert(IGuardianStake.VotesFollowStake.selector);
        staking.delegateBySig(_delegator, 0, 0, 0, 0, 0);
        assertEq(staking.delegates(_alice), _alice);
        assertEq(staking.clock(), block.timestamp);
        assertEq(staking.CLOCK_MODE(), "mode=timestamp");
    }

    // Administration

    function test_Owner_IsTheOnlyOneWhoMay() public {
        bytes[3] memory calls = [
            abi.encodeCall(staking.setSlasher, (_delegator, 1)),
            abi.encodeCall(staking.setBudget, (_delegator)),
            abi.encodeCall(staking.veto, (1))
        ];
        for (uint256 i; i < 3; ++i) {
            vm.prank(_delegator);
            (bool done, bytes memory answer) = address(staking).call(calls[i]);
            assertFalse(done);
            assertEq(answer, abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, _delegator));
        }
        vm.prank(owner);
        staking.setBudget(treasury);
        assertEq(staking.budget(), treasury);
    }

    function _delegate(uint256 amount) private returns (uint256) {
        vm.prank(_delegator);
        return staking.stake(_alice, amount);
    }

    function _keyFor(address guardian, uint256 key) private view returns (address, bytes memory) {
        return (vm.addr(key), sign(key, staking.keyDigest(guardian)));
    }

    function _expectBadKey(address key) private {
        vm.expectRevert(abi.encodeWithSelector(IGuardianStake.BadKey.selector, key));
    }
}
