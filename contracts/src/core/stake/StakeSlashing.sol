// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardianStake} from "../../interfaces/IGuardianStake.sol";
import {PoolMath} from "../../libraries/PoolMath.sol";
import {StakePools} from "./StakePools.sol";
import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title StakeSlashing
/// @notice Slashes, the hold of their proceeds, the veto and the split.
/// @dev While proceeds are held nobody enters the pool, and moving from active to unbonding keeps everyone's part of
/// the whole; a veto that gives back in proportion therefore restores each staker who stayed, up to rounding.
abstract contract StakeSlashing is StakePools, Ownable2Step {
    using SafeCast for uint256;

    struct Grant {
        uint64 wadMax;
        uint48 activeFrom;
    }

    uint48 public constant SLASH_HOLD = 7 days;
    uint48 public constant SLASHER_DELAY = 15 days;
    uint256 private constant DUST = 1e6;
    uint256 public constant VICTIM_BPS = 5000;
    uint256 public constant REPORTER_BPS = 1000;

    address public budget;
    mapping(address slasher => Grant) private _grants;
    mapping(uint256 id => Slash) private _slashes;
    uint256 private _slashCount;

    constructor(address owner, address budget_) Ownable(owner) {
        budget = budget_;
    }

    /// @inheritdoc IGuardianStake
    function slash(address guardian_, uint256 wad, address victim, address reporter, bool expels, bytes32 reason)
        external
        nonReentrant
        returns (uint256 id)
    {
        Grant memory grant = _grants[msg.sender];
        if (wad == 0 || wad > grant.wadMax || clock() < grant.activeFrom) revert SlashNotAllowed(msg.sender, wad);
        Guardian storage g = _record[guardian_];
        if (g.index == 0) revert NotRegistered(guardian_);
        if (g.magnitude == 0) revert PoolIsOver(guardian_);

        Slash memory s;
        s.guardian = guardian_;
        s.releasableAt = clock() + SLASH_HOLD;
        s.victim = victim;
        s.reporter = reporter;
        s.magnitudeBefore = g.magnitude;
        s.magnitudeAfter = PoolMath.magnitudeAfter(g.magnitude, wad);
        s.expels = expels;
        (s.active, s.unbonding) = _seize(guardian_, s.magnitudeBefore, s.magnitudeAfter);
        id = ++_slashCount;
        _slashes[id] = s;

        g.magnitude = s.magnitudeAfter;
        g.closedUntil = s.releasableAt;
        if (expels) ++g.expulsions;
        _weigh(guardian_);
        emit Slashed(id, guardian_, wad, uint256(s.active) + s.unbonding, reason);
    }

    /// @inheritdoc IGuardianStake
    function veto(uint256 id) external onlyOwner {
        Slash memory s = _slashes[id];
        if (clock() >= s.releasableAt) revert SlashIsOver(id);
        _slashes[id].releasableAt = 0;

        _giveBack(s);
        Guardian storage g = _record[s.guardian];
        g.magnitude = PoolMath.magnitudeRestored(g.magnitude, s.magnitudeBefore, s.magnitudeAfter);
        if (s.expels) --g.expulsions;
        _weigh(s.guardian);
        emit SlashVetoed(id);
    }

    /// @inheritdoc IGuardianStake
    function release(uint256 id) external {
        Slash memory s = _slashes[id];
        if (s.releasableAt == 0) revert SlashIsOver(id);
        if (clock() < s.releasableAt) revert TooEarly(s.releasableAt);
        _slashes[id].releasableAt = 0;

        uint256 amount = uint256(s.active) + s.unbonding;
        uint256 toVictim = s.victim == address(0) ? 0 : amount * VICTIM_BPS / 10_000;
        uint256 toReporter = s.reporter == address(0) ? 0 : amount * REPORTER_BPS / 10_000;
        uint256 toBudget = amount - toVictim - toReporter;
        // Credited, not sent: one receiver that cannot be paid must not keep the others from their part.
        _addCredit(s.victim, toVictim);
        _addCredit(s.reporter, toReporter);
        _addCredit(budget, toBudget);
        emit SlashReleased(id, toVictim, toReporter, toBudget);
    }

    /// @inheritdoc IGuardianStake
    function setSlasher(address slasher_, uint64 wadMax) external onlyOwner {
        if (wadMax > PoolMath.WAD) revert SlashNotAllowed(slasher_, wadMax);
        // A slasher that stakers do not like leaves them the time to go, unless nobody has staked yet.
        uint48 activeFrom = wadMax == 0 || _owed == 0 ? clock() : clock() + SLASHER_DELAY;
        _grants[slasher_] = Grant(wadMax, activeFrom);
        emit SlasherSet(slasher_, wadMax, activeFrom);
    }

    /// @inheritdoc IGuardianStake
    function setBudget(address budget_) external onlyOwner {
        budget = budget_;
        emit BudgetSet(budget_);
    }

    /// @inheritdoc IGuardianStake
    function slashed(uint256 id) external view returns (Slash memory) {
        return _slashes[id];
    }

    /// @inheritdoc IGuardianStake
    function slasher(address account) external view returns (uint64 wadMax, uint48 activeFrom) {
        return (_grants[account].wadMax, _grants[account].activeFrom);
    }

    function _giveBack(Slash memory s) private {
        Pool storage p = _pool[s.guardian];
        uint256 amount = uint256(s.active) + s.unbonding;
        if (p.shares == 0 && p.unbondingShares == 0) return _addCredit(budget, amount);

        uint256 left = uint256(p.assets) + p.unbondingAssets;
        // In proportion to what is there now, since stake may have begun to unbond meanwhile; as it was taken where so
        // little is left that its proportion is mere rounding.
        uint256 toActive = left * DUST < amount ? s.active : Math.mulDiv(amount, p.assets, left);
        if (p.shares == 0) toActive = 0;
        if (p.unbondingShares == 0) toActive = amount;
        p.assets += toActive.toUint128();
        p.unbondingAssets += (amount - toActive).toUint128();
    }

    function _seize(address guardian_, uint64 before, uint64 afterwards) private returns (uint128, uint128) {
        Pool storage p = _pool[guardian_];
        uint128 assets = PoolMath.kept(p.assets, before, afterwards).toUint128();
        uint128 unbondingAssets = PoolMath.kept(p.unbondingAssets, before, afterwards).toUint128();
        (uint128 active, uint128 leaving) = (p.assets - assets, p.unbondingAssets - unbondingAssets);
        (p.assets, p.unbondingAssets) = (assets, unbondingAssets);
        return (active, leaving);
    }
}
