// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Breakable} from "../src/core/Breakable.sol";
import {ICircuitBreaker} from "../src/interfaces/ICircuitBreaker.sol";
import {ArenaProtocol} from "./ArenaProtocol.sol";
import {IERC20} from "./IERC20.sol";
import {IERC20 as Token} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Guarded
/// @notice Does everything through Cordon's breaker, and asks it whether the caller is in quarantine.
/// @dev Trust: the owner enrolls the protocol with the incident registry, and can do nothing else.
abstract contract Guarded is ArenaProtocol, Breakable {
    address public immutable owner = msg.sender;

    constructor(ICircuitBreaker breaker) Breakable(breaker) {}

    function _enter(bytes32 group) internal override breakable(group) notQuarantined(msg.sender) {}

    function _pay(IERC20 asset, address to, uint256 amount) internal override {
        _payOut(Token(address(asset)), to, amount);
    }

    function _take(IERC20 asset, address from, uint256 amount) internal override {
        _takeIn(Token(address(asset)), from, amount);
    }
}
