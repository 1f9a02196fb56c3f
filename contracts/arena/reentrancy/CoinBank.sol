// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "../ArenaProtocol.sol";

/// @title CoinBank
/// @notice Keeps the chain's coin for its depositors.
/// @dev Warning: broken on purpose. It pays before it books, so a recipient that calls back is paid again: the hole of
/// The DAO (2016), and of many since.
abstract contract CoinBank is ArenaProtocol {
    /// @notice Emitted when `depositor` brings `amount`.
    event Deposited(address indexed depositor, uint256 amount);

    /// @notice Emitted when `depositor` takes `amount` and has nothing left.
    event Withdrawn(address indexed depositor, uint256 amount);

    /// @notice What a depositor can take.
    mapping(address depositor => uint256) public balanceOf;

    /// @notice The sum of all balances.
    uint256 public owed;

    /// @notice Adds what comes with the call to the caller's balance.
    function deposit() external payable {
        _enter("deposit");
        balanceOf[msg.sender] += msg.value;
        owed += msg.value;
        _tookCoin(msg.value);
        emit Deposited(msg.sender, msg.value);
    }

    /// @notice Pays the caller all it has here.
    function withdraw() external {
        _enter("withdraw");
        uint256 amount = balanceOf[msg.sender];
        _payCoin(payable(msg.sender), amount);

        owed -= balanceOf[msg.sender];
        balanceOf[msg.sender] = 0;
        emit Withdrawn(msg.sender, amount);
    }

    /// @notice What the vault has.
    function held() external view returns (uint256) {
        return address(this).balance;
    }

    function _tookCoin(uint256 amount) internal virtual;

    function _payCoin(address payable to, uint256 amount) internal virtual;
}
