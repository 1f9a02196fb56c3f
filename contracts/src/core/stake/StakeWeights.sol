// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardianStake} from "../../interfaces/IGuardianStake.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

/// @title StakeWeights
/// @notice What each guardian weighs now and weighed at any past second, for quorums and for the governor.
/// @dev A key's seat repeats the newest weight and since when it holds, so that counting a hundred signatures reads one
/// slot each; only a weight that changed after the timepoint asked for is looked up in the checkpoints.
abstract contract StakeWeights is IGuardianStake {
    using Checkpoints for Checkpoints.Trace208;

    struct Seat {
        uint32 index; // 0: no key, or one that was rotated away
        uint48 since;
        uint128 weight;
    }

    mapping(address key => Seat) private _seats;
    mapping(address key => address) private _guardianOfKey;
    mapping(address guardian => Checkpoints.Trace208) private _weights;
    Checkpoints.Trace208 private _total;
    address[] private _guardians;

    /// @inheritdoc IERC6372
    function clock() public view returns (uint48) {
        return Time.timestamp();
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc IVotes
    function getVotes(address account) public view returns (uint256) {
        return _weights[account].latest();
    }

    /// @inheritdoc IVotes
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256) {
        return _weights[account].upperLookupRecent(_past(timepoint));
    }

    /// @inheritdoc IVotes
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256) {
        return _total.upperLookupRecent(_past(timepoint));
    }

    /// @inheritdoc IVotes
    function delegates(address account) external pure returns (address) {
        return account;
    }

    /// @inheritdoc IVotes
    function delegate(address) external pure {
        revert VotesFollowStake();
    }

    /// @inheritdoc IVotes
    function delegateBySig(address, uint256, uint256, uint8, bytes32, bytes32) external pure {
        revert VotesFollowStake();
    }

    /// @inheritdoc IGuardianStake
    function seatAt(address key, uint256 timepoint) external view returns (uint32, uint256) {
        return _seatAt(key, _past(timepoint));
    }

    /// @inheritdoc IGuardianStake
    function seatsAt(address[] calldata keys, uint256 timepoint) external view returns (uint256[] memory seats) {
        uint48 past = _past(timepoint);
        seats = new uint256[](keys.length);
        for (uint256 i; i < keys.length; ++i) {
            (uint32 index, uint256 weight) = _seatAt(keys[i], past);
            seats[i] = uint256(index) << 128 | weight;
        }
    }

    /// @inheritdoc IGuardianStake
    function guardianOfKey(address key) public view returns (address) {
        return _guardianOfKey[key];
    }

    /// @inheritdoc IGuardianStake
    function guardianAt(uint32 index) external view returns (address) {
        return index == 0 || index > _guardians.length ? address(0) : _guardians[index - 1];
    }

    function _seatGuardian(address guardian_, address key) internal returns (uint32) {
        _guardians.push(guardian_);
        uint32 index = SafeCast.toUint32(_guardians.length);
        _guardianOfKey[key] = guardian_;
        _seats[key] = Seat(index, clock(), 0);
        return index;
    }

    function _reserveKey(address guardian_, address key) internal {
        _guardianOfKey[key] = guardian_;
    }

    /// @dev The seat's weight is right from the key's activation on; for earlier timepoints the checkpoints are asked.
    function _moveSeat(address from, address to) internal {
        _seats[to] = Seat(_seats[from].index, clock(), _seats[from].weight);
        delete _seats[from];
    }

    function _setWeight(address guardian_, address key, uint256 weight) internal {
        uint208 before = _weights[guardian_].latest();
        if (weight == before) return;
        _weights[guardian_].push(clock(), SafeCast.toUint208(weight));
        _total.push(clock(), SafeCast.toUint208(_total.latest() + weight - before));
        _seats[key].since = clock();
        _seats[key].weight = SafeCast.toUint128(weight);
        emit DelegateVotesChanged(guardian_, before, weight);
    }

    function _seatAt(address key, uint48 timepoint) private view returns (uint32, uint256) {
        Seat storage seat = _seats[key];
        (uint32 index, uint48 since, uint128 weight) = (seat.index, seat.since, seat.weight);
        if (since <= timepoint) return (index, weight);
        return (index, _weights[_guardianOfKey[key]].upperLookupRecent(timepoint));
    }

    /// @dev Only what is past is settled: a weight of this very second could still be borrowed and given back.
    function _past(uint256 timepoint) private view returns (uint48) {
        if (timepoint >= clock()) revert TooEarly(timepoint + 1);
        return uint48(timepoint);
    }
}
