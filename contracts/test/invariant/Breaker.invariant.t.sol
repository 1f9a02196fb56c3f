// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {DemoVault} from "../support/DemoVault.sol";
import {Fixture} from "../support/Fixture.sol";
import {BreakerActors} from "./handlers/BreakerActors.sol";

/// @dev Literals: a limit of 1000 a day, held for at most 3 days, stopped for at most 3 days.
contract BreakerInvariantTest is Fixture {
    address private _trigger = makeAddr("trigger");
    BreakerActors private _actors;

    function setUp() public override {
        super.setUp();
        breaker = newBreaker(_trigger);
        vault = new DemoVault(breaker);
        vm.prank(governor);
        breaker.setMember(address(vault), true);
        _actors = new BreakerActors(breaker, vault, asset, _trigger, governor);
        targetContract(address(_actors));
    }

    /// @dev One campaign for all: each would otherwise play the same games again.
    function invariant_BreakerHolds() public view {
        _capacityNeverExceedsTheLimit();
        _outflowIsBoundedByLimitAndTime();
        _theBreakerHoldsExactlyWhatIsQueued();
        _nobodyWaitsLongerThanTheHoldOrThePauseAndNobodyOvertakes();
        _noActionOutlivesThreeDays();
    }

    function _capacityNeverExceedsTheLimit() private view {
        ICircuitBreaker.Flow memory f = breaker.flow(target);
        assertLe(int256(f.level) + int256(uint256(f.reserve)), 1000e18);
        ICircuitBreaker.Explanation memory e = breaker.explain(address(asset));
        assertLe(e.capacity, e.mode == Mode.Throttled ? 250e18 : 1000e18);
    }

    /// @dev What gets out at once between two inflows is at most the limit and a limit per day.
    function _outflowIsBoundedByLimitAndTime() private view {
        uint256 elapsed = block.timestamp - _actors.since();
        assertLe(_actors.passed(), 1000e18 + 1000e18 * elapsed / 1 days);
    }

    function _theBreakerHoldsExactlyWhatIsQueued() private view {
        uint256 held;
        for (uint256 i; i < _actors.ticketCount(); ++i) {
            held += breaker.ticketOf(_actors.tickets(i)).amount;
        }
        assertEq(asset.balanceOf(address(breaker)), held);
    }

    function _nobodyWaitsLongerThanTheHoldOrThePauseAndNobodyOvertakes() private view {
        assertEq(_actors.unfair(), 0);
        uint40 last;
        for (uint256 i; i < _actors.ticketCount(); ++i) {
            uint40 due = breaker.dueAt(_actors.tickets(i));
            if (due == 0) continue;
            uint40 promised = breaker.ticketOf(_actors.tickets(i)).queuedAt + 3 days;
            assertTrue(due <= promised || due <= block.timestamp + 3 days);
            assertGe(due, last);
            last = due;
        }
    }

    function _noActionOutlivesThreeDays() private view {
        assertLe(breaker.status(target).until, block.timestamp + 3 days);
        assertLe(breaker.status(EVERYTHING).until, block.timestamp + 3 days);
    }
}
