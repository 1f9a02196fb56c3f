// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Breakable} from "../../src/core/Breakable.sol";
import {ICircuitBreaker} from "../../src/interfaces/ICircuitBreaker.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev A protocol with an owner and a hole: `steal` pays anything to anyone, as an exploited protocol does.
contract DemoVault is Breakable {
    address public owner = msg.sender;
    mapping(address user => mapping(address asset => uint256)) public balanceOf;
    uint256 public borrowed;

    constructor(ICircuitBreaker breaker) Breakable(breaker) {}

    receive() external payable {}

    function deposit(IERC20 asset, uint256 amount) external {
        balanceOf[msg.sender][address(asset)] += _takeIn(asset, msg.sender, amount);
    }

    function depositCoin() external payable {
        balanceOf[msg.sender][address(0)] += msg.value;
        _tookInCoin(msg.value);
    }

    function withdraw(IERC20 asset, uint256 amount) external returns (uint256) {
        balanceOf[msg.sender][address(asset)] -= amount;
        return _payOut(asset, msg.sender, amount);
    }

    function withdrawCoin(uint256 amount) external returns (uint256) {
        balanceOf[msg.sender][address(0)] -= amount;
        return _payOutCoin(payable(msg.sender), amount);
    }

    function steal(IERC20 asset, address to, uint256 amount) external returns (uint256) {
        return _payOut(asset, to, amount);
    }

    function borrow() external breakable("borrow") {
        ++borrowed;
    }

    function lend() external notQuarantined(msg.sender) {
        --borrowed;
    }
}
