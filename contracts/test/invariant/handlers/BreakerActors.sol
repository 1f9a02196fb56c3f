// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CircuitBreaker} from "../../../src/core/CircuitBreaker.sol";
import {Mode} from "../../../src/interfaces/ICircuitBreaker.sol";
import {DemoVault} from "../../support/DemoVault.sol";
import {PlainToken} from "../../support/Tokens.sol";
import {Test} from "forge-std/Test.sol";

/// @dev A thief with a hole in the vault, a whale that deposits and withdraws, a user who queues dust, and a trigger
/// that trips and lifts as it likes.
contract BreakerActors is Test {
    CircuitBreaker public immutable breaker;
    DemoVault public immutable vault;
    PlainToken public immutable asset;
    address public immutable trigger;
    address public immutable governor;

    uint256[] public tickets;
    uint256 public passed; // paid out at once since the last inflow
    uint256 public since; // when that was
    /// @dev Releases of a ticket before one queued earlier was due, or later than promised. Must stay zero.
    uint256 public unfair;

    constructor(CircuitBreaker breaker_, DemoVault vault_, PlainToken asset_, address trigger_, address governor_) {
        (breaker, vault, asset, trigger, governor) = (breaker_, vault_, asset_, trigger_, governor_);
        since = block.timestamp;
        asset.approve(address(vault), type(uint256).max);
    }

    function steal(uint256 amount) public {
        amount = bound(amount, 0, amount % 3 == 0 ? 3000e18 : 600e18);
        asset.mint(address(vault), amount);
        try vault.steal(asset, address(0xbad), amount) returns (uint256 ticket) {
            if (ticket == 0) passed += amount;
            else tickets.push(ticket);
        } catch {}
    }

    function queueDust(uint256 count) external {
        count = bound(count, 1, 5);
        for (uint256 i; i < count; ++i) {
            steal(1);
        }
    }

    function depositAndDrain(uint256 amount) external {
        amount = bound(amount, 1, 100_000e18);
        asset.mint(address(this), amount);
        vault.deposit(asset, amount);
        (passed, since) = (0, block.timestamp);
        try vault.withdraw(asset, amount) returns (uint256 ticket) {
            if (ticket == 0) passed += amount;
            else tickets.push(ticket);
        } catch {}
    }

    function release(uint256 which) external {
        if (tickets.length == 0) return;
        which %= tickets.length;
        uint256 ticket = tickets[which];
        uint40 due = breaker.dueAt(ticket);
        try breaker.release(ticket) {
            if (block.timestamp < due) ++unfair;
            for (uint256 i; i < which; ++i) {
                if (breaker.dueAt(tickets[i]) > block.timestamp) ++unfair;
            }
        } catch {
            if (due != 0 && block.timestamp >= due) ++unfair;
        }
    }

    function giveBack(uint256 which) external {
        if (tickets.length == 0) return;
        uint256 ticket = tickets[which % tickets.length];
        vm.prank(governor);
        try breaker.giveBack(ticket) {
            (passed, since) = (0, block.timestamp);
        } catch {}
    }

    function trip(bool everything, bool pause, uint256 duration) external {
        bytes32 target = everything ? bytes32(type(uint256).max) : breaker.assetTarget(address(asset));
        Mode mode = pause ? Mode.Paused : Mode.Throttled;
        uint40 until = uint40(block.timestamp + bound(duration, 0, 5 days));
        vm.prank(trigger);
        try breaker.trip(target, mode, until, "incident") {} catch {}
    }

    function lift(bool everything) external {
        bytes32 target = everything ? bytes32(type(uint256).max) : breaker.assetTarget(address(asset));
        vm.prank(trigger);
        breaker.lift(target, "incident");
    }

    function passTime(uint256 time) external {
        skip(bound(time, 1, 1 days));
    }

    function ticketCount() external view returns (uint256) {
        return tickets.length;
    }
}
