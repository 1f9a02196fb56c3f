// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "../ArenaProtocol.sol";
import {IERC20} from "../IERC20.sol";

/// @title Deposits
/// @notice Keeps deposits of one asset; made to stand behind a proxy.
abstract contract Deposits is ArenaProtocol {
    /// @notice Emitted when `depositor` brings `amount`.
    event Deposited(address indexed depositor, uint256 amount);

    /// @notice Emitted when `depositor` takes `amount`.
    event Withdrawn(address indexed depositor, uint256 amount);

    IERC20 public immutable ASSET;
    uint256 public immutable VERSION;

    mapping(address depositor => uint256) public balanceOf;

    /// @notice The sum of all balances.
    uint256 public owed;

    constructor(IERC20 asset, uint256 version) {
        ASSET = asset;
        VERSION = version;
    }

    /// @notice Adds `amount` to the caller's balance.
    function deposit(uint256 amount) external {
        _enter("deposit");
        balanceOf[msg.sender] += amount;
        owed += amount;
        _take(ASSET, msg.sender, amount);
        emit Deposited(msg.sender, amount);
    }

    /// @notice Pays `amount` of the caller's balance.
    function withdraw(uint256 amount) external {
        _enter("withdraw");
        balanceOf[msg.sender] -= amount;
        owed -= amount;
        emit Withdrawn(msg.sender, amount);
        _pay(ASSET, msg.sender, amount);
    }

    /// @notice What the vault has.
    function held() external view returns (uint256) {
        return ASSET.balanceOf(address(this));
    }
}
