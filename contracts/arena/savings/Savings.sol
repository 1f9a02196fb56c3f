// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "../ArenaProtocol.sol";
import {IERC20} from "../IERC20.sol";

/// @title Savings
/// @notice Keeps deposits of one asset and pays interest on them out of a reserve.
/// @dev Warning: broken on purpose. `claim` pays the interest since the deposit and forgets that it did, so it can be
/// claimed again and again: little each time, everything in the end.
abstract contract Savings is ArenaProtocol {
    /// @notice Emitted when `saver` brings `amount`.
    event Deposited(address indexed saver, uint256 amount);

    /// @notice Emitted when `saver` takes `amount` of its deposit.
    event Withdrawn(address indexed saver, uint256 amount);

    /// @notice Emitted when `saver` is paid interest.
    event InterestPaid(address indexed saver, uint256 amount);

    uint256 private constant WAD = 1e18;

    IERC20 public immutable ASSET;

    /// @notice Interest per block, as a fraction of the deposit with 18 decimals.
    uint256 public immutable RATE_WAD;

    mapping(address saver => uint256) public depositOf;
    mapping(address saver => uint256) public since;

    /// @notice The sum of all deposits.
    uint256 public owed;

    /// @notice The most that all deposits ever were.
    uint256 public mostOwed;

    uint256 private immutable START = block.number;

    constructor(IERC20 asset, uint256 rateWad) {
        ASSET = asset;
        RATE_WAD = rateWad;
    }

    /// @notice Adds `amount` to the caller's deposit; interest is counted anew from now.
    function deposit(uint256 amount) external {
        _enter("deposit");
        depositOf[msg.sender] += amount;
        since[msg.sender] = block.number;
        owed += amount;
        if (owed > mostOwed) mostOwed = owed;
        _take(ASSET, msg.sender, amount);
        emit Deposited(msg.sender, amount);
    }

    /// @notice Pays `amount` of the caller's deposit back.
    function withdraw(uint256 amount) external {
        _enter("withdraw");
        depositOf[msg.sender] -= amount;
        owed -= amount;
        emit Withdrawn(msg.sender, amount);
        _pay(ASSET, msg.sender, amount);
    }

    /// @notice Pays the caller its interest.
    function claim() external {
        _enter("claim");
        uint256 amount = interestOf(msg.sender);
        emit InterestPaid(msg.sender, amount);
        _pay(ASSET, msg.sender, amount);
    }

    /// @notice The interest on a saver's deposit since it was made.
    function interestOf(address saver) public view returns (uint256) {
        return depositOf[saver] * RATE_WAD * (block.number - since[saver]) / WAD;
    }

    /// @notice The most that savers can have earned together by now, however they came and went.
    function earnedAtMost() external view returns (uint256) {
        return mostOwed * RATE_WAD * (block.number - START) / WAD;
    }

    /// @notice What the vault has.
    function held() external view returns (uint256) {
        return ASSET.balanceOf(address(this));
    }
}
