// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {DemoVault} from "./DemoVault.sol";
import {Fixture} from "./Fixture.sol";

/// @dev A breaker whose trigger the test itself pulls, and a vault with a hole behind it.
abstract contract BreakerFixture is Fixture {
    address internal trigger = makeAddr("trigger");
    address internal user = makeAddr("user");
    address internal thief = makeAddr("thief");

    function setUp() public override {
        super.setUp();
        breaker = newBreaker(trigger);
        vault = new DemoVault(breaker);
        vm.startPrank(governor);
        breaker.setMember(address(vault), true);
        breaker.setLimit(bytes32(0), ICircuitBreaker.Limit(10 ether, 1 days, 3 days));
        vm.stopPrank();
        asset.mint(address(vault), 100_000e18);
    }

    function deposit(address from, uint256 amount) internal {
        asset.mint(from, amount);
        vm.startPrank(from);
        asset.approve(address(vault), amount);
        vault.deposit(asset, amount);
        vm.stopPrank();
    }

    function trip(bytes32 what, Mode mode, uint256 duration) internal returns (bool) {
        vm.prank(trigger);
        return breaker.trip(what, mode, uint40(block.timestamp + duration), "incident");
    }

    function pausedError(bytes32 what, uint256 duration) internal view returns (bytes memory) {
        return abi.encodeWithSelector(
            ICircuitBreaker.TargetPaused.selector, what, block.timestamp + duration, bytes26("incident")
        );
    }
}
