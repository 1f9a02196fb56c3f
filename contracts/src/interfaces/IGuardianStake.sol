// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";

/// @title IGuardianStake
/// @notice Guardians, the stake behind them, and what it weighs. A guardian is the account that registered it; its node
/// signs with another key. Stake buys shares of the guardian's pool, which rewards raise and slashes lower in price.
/// @dev Trust: a guardian takes at most 20 % of its pool's rewards and can lose its delegators' stake by misbehaving;
/// it cannot take it. A slasher takes at most the share of a pool that the owner granted it, per slash. The owner (the
/// governor) can take nothing: it names slashers, who wait SLASHER_DELAY (longer than unbonding) unless nothing is
/// staked yet, vetoes slashes, and names the budget that receives its part of proceeds.
/// @dev Warning: a pool is slashed whole, with stake that is unbonding and stake that came after the offence. For 7
/// days after a slash its pool takes no stake, since a veto gives the proceeds back to those who are in it; whoever
/// claims before that gives its part of them up.
interface IGuardianStake is IVotes, IERC6372 {
    struct Guardian {
        address key; // signs for the guardian's node
        uint48 commissionChangedAt;
        uint16 commissionBps;
        uint32 index; // 1, 2, 3 … in the order of registration; 0: not registered
        address nextKey;
        uint48 nextKeyAt; // when nextKey may be activated; 0: no rotation under way
        uint48 closedUntil; // no stake comes in before
        uint64 magnitude; // 1e18 less every slash; 0: the pool is lost for good
        bool onDuty;
        uint16 expulsions; // by slashes that were not vetoed; with any, the guardian weighs nothing and takes no stake
    }

    struct Pool {
        uint128 assets;
        uint128 shares;
        uint128 unbondingAssets;
        uint128 unbondingShares;
    }

    struct Unbonding {
        address guardian;
        uint48 claimableAt;
        address account;
        uint128 shares; // of the pool's unbonding part
    }

    struct Slash {
        address guardian;
        uint48 releasableAt; // 0: released or vetoed
        address victim;
        uint64 magnitudeBefore;
        address reporter;
        uint64 magnitudeAfter;
        uint128 active; // seized from active stake
        uint128 unbonding; // seized from unbonding stake
        bool expels;
    }

    event Registered(address indexed guardian, uint32 index, address key, string endpoint, uint16 commissionBps);
    event EndpointChanged(address indexed guardian, string endpoint);
    event CommissionChanged(address indexed guardian, uint16 commissionBps);
    event KeyScheduled(address indexed guardian, address key, uint48 activeFrom);
    event KeyActivated(address indexed guardian, address key);
    event DutyChanged(address indexed guardian, bool onDuty);
    event Staked(address indexed guardian, address indexed account, uint256 amount, uint256 shares);
    event Unstaked(
        address indexed guardian, address indexed account, uint256 ticket, uint256 amount, uint48 claimableAt
    );
    event Claimed(uint256 indexed ticket, address indexed account, uint256 amount);
    event Rewarded(address indexed guardian, uint256 amount, uint256 commission);
    event Slashed(uint256 indexed slash, address indexed guardian, uint256 wad, uint256 amount, bytes32 reason);
    event SlashVetoed(uint256 indexed slash);
    event SlashReleased(uint256 indexed slash, uint256 toVictim, uint256 toReporter, uint256 toBudget);
    event Credited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    event SlasherSet(address indexed slasher, uint64 wadMax, uint48 activeFrom);
    event BudgetSet(address budget);

    /// @notice Raised when `account` is no guardian, or already one.
    error NotRegistered(address account);
    error AlreadyRegistered(address account);
    /// @notice Raised when a key is zero, the guardian's own account, in use, or has not signed for the guardian.
    error BadKey(address key);
    /// @notice Raised when the commission, or its change since less than 7 days, is above its bound.
    error CommissionOutOfBounds(uint16 commissionBps);
    /// @notice Raised when something may happen only from `time` on.
    error TooEarly(uint256 time);
    /// @notice Raised when the self-stake would be below MIN_SELF_STAKE.
    error SelfStakeTooSmall(uint256 amount);
    /// @notice Raised when an amount is zero or buys nothing.
    error ZeroAmount();
    /// @notice Raised when the token delivered `received` where `expected` was asked for (a fee, a rebase).
    error UnsupportedToken(uint256 expected, uint256 received);
    /// @notice Raised when the pool is expelled, or lost all of its stake.
    error PoolIsOver(address guardian);
    /// @notice Raised when `account` has fewer than `shares`.
    error NotEnoughShares(address account, uint256 shares);
    /// @notice Raised when the caller does not own what it acts on.
    error NotYours();
    /// @notice Raised when `caller` may not slash, or not as much as `wad`.
    error SlashNotAllowed(address caller, uint256 wad);
    /// @notice Raised when a slash was released or vetoed before, or can no longer be vetoed.
    error SlashIsOver(uint256 slash);
    /// @notice Raised by delegate and delegateBySig: votes cannot part from the stake that answers for them.
    error VotesFollowStake();

    /// @notice Registers the caller as guardian, on duty, with a first self-stake.
    /// @param key Signs for the node. It must have signed `Key(address guardian)` with `proof`.
    /// @dev Warning: a key belongs to one guardian for ever; an old key still proves equivocation.
    function register(address key, bytes calldata proof, string calldata endpoint, uint16 commissionBps, uint256 amount)
        external;

    /// @notice Changes where the caller's node can be reached.
    function setEndpoint(string calldata endpoint) external;

    /// @notice Changes the caller's commission: at most 20 %, by at most 5 points up in 7 days.
    function setCommission(uint16 commissionBps) external;

    /// @notice Schedules a new key, which may be activated KEY_DELAY later.
    function scheduleKey(address key, bytes calldata proof) external;

    /// @notice Activates the scheduled key of `guardian`; anyone may. The old key's signatures no longer count.
    function activateKey(address guardian) external;

    /// @notice Takes the caller on or off duty. Off duty, its stake weighs nothing and owes no attestation.
    function setDuty(bool onDuty) external;

    /// @notice Stakes `amount` behind `guardian`, for shares of its pool.
    /// @return shares What the amount bought, rounded down.
    function stake(address guardian, uint256 amount) external returns (uint256 shares);

    /// @notice Begins to unbond `shares`. They weigh nothing from now on, and can be slashed until claimed.
    /// @return ticket Names the claim, which can be made UNBONDING later.
    function unstake(address guardian, uint256 shares) external returns (uint256 ticket);

    /// @notice Pays an unbonded stake out to its owner, less what was slashed meanwhile.
    function claim(uint256 ticket) external returns (uint256 amount);

    /// @notice Adds `amount` from the caller to the pool of `guardian`; the guardian's commission becomes its credit.
    function addRewards(address guardian, uint256 amount) external;

    /// @notice Seizes `wad` of the guardian's pool, active and unbonding alike, rounded against the offender.
    /// @param victim Receives half of the proceeds after the hold; zero: its part goes to the budget.
    /// @param reporter Receives a tenth; zero: likewise. The budget receives the rest.
    /// @param expels The guardian weighs nothing any more and takes no stake, unless the slash is vetoed.
    /// @param reason What proves the offence, for those who may veto.
    function slash(address guardian, uint256 wad, address victim, address reporter, bool expels, bytes32 reason)
        external
        returns (uint256 id);

    /// @notice Takes a slash back within its hold: the pool is as if it had not happened. Only the owner may.
    function veto(uint256 id) external;

    /// @notice Splits the proceeds of a slash after its hold; anyone may call.
    function release(uint256 id) external;

    /// @notice Pays the caller's credit (commission, proceeds) to `to`.
    function withdraw(address to) external returns (uint256 amount);

    /// @notice Lets `slasher` seize up to `wadMax` per slash, from SLASHER_DELAY on; zero: no more, at once.
    function setSlasher(address slasher, uint64 wadMax) external;

    /// @notice Names the budget that receives its part of proceeds released from now on.
    function setBudget(address budget) external;

    /// @notice Returns index and weight at `timepoint` of the guardian that signs with `key` today. Zero, zero where
    /// the key is none. `timepoint` must be past.
    function seatAt(address key, uint256 timepoint) external view returns (uint32 index, uint256 weight);

    /// @notice Returns seatAt for many keys in one call: each index in the upper, each weight in the lower 128 bits.
    function seatsAt(address[] calldata keys, uint256 timepoint) external view returns (uint256[] memory seats);

    /// @notice Returns the guardian that owns `key`, or once did; zero: nobody.
    function guardianOfKey(address key) external view returns (address);

    /// @notice Returns the guardian with `index`, counted from 1.
    function guardianAt(uint32 index) external view returns (address);

    /// @notice Returns the record of `guardian`; index 0 where it is none.
    function guardian(address account) external view returns (Guardian memory);

    /// @notice Returns the pool of `guardian`.
    function pool(address guardian) external view returns (Pool memory);

    /// @notice Returns a claim under way; all zero where it was made.
    function unbonding(uint256 ticket) external view returns (Unbonding memory);

    /// @notice Returns a slash.
    function slashed(uint256 id) external view returns (Slash memory);

    /// @notice Returns the shares of `account` in the pool of `guardian`.
    function sharesOf(address guardian, address account) external view returns (uint256);

    /// @notice Returns what the shares of `account` in the pool of `guardian` are worth.
    function stakeOf(address guardian, address account) external view returns (uint256);

    /// @notice Returns what withdraw would pay `account`.
    function creditOf(address account) external view returns (uint256);

    /// @notice Returns what a slasher may seize per slash, as WAD, and from when.
    function slasher(address account) external view returns (uint64 wadMax, uint48 activeFrom);

    /// @notice Returns everything the contract owes: active, unbonding, held and credited. Its balance is never less.
    function totalOwed() external view returns (uint256);
}
