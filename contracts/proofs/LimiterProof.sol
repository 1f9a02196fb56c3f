// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FlowLimiter} from "../src/libraries/FlowLimiter.sol";

/// @dev Not deployed: what the SMTChecker proves of the limiter, for every sequence of calls with every argument,
/// within the bounds that CircuitBreaker enforces. `./cordon contracts prove` runs it.
contract LimiterProof {
    uint256 private immutable LIMIT;
    uint256 private immutable WINDOW;
    int256 private _level;
    uint256 private _remainder;

    constructor(uint256 limit, uint256 window) {
        require(limit >= 4 && limit < 1 << 126);
        require(window >= 600 && window <= 604_800);
        (LIMIT, WINDOW) = (limit, window);
        _level = int256(limit);
    }

    function pass(uint256 elapsed) external {
        require(elapsed < 1 << 40);
        (_level, _remainder) = FlowLimiter.refilled(_level, _remainder, LIMIT, elapsed, WINDOW);
        assert(_level <= int256(LIMIT));
    }

    function receive_(uint256 amount) external {
        _level = FlowLimiter.restored(_level, LIMIT, amount);
        assert(_level <= int256(LIMIT));
    }

    function pay(uint256 amount) external {
        require(_level >= 0 && amount <= uint256(_level));
        _level -= int256(amount);
        assert(_level >= 0);
    }

    function queue(uint256 amount) external {
        require(amount < 1 << 126 && _level > -(1 << 126));
        _level -= int256(amount);
        assert(_level <= int256(LIMIT));
    }

    function invariant() external view {
        assert(_level <= int256(LIMIT));
    }
}
