// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {BreakerFixture} from "../support/BreakerFixture.sol";

contract QuarantineTest is BreakerFixture {
    function test_Quarantine_KeepsOneAddressOutUntilItExpires() public {
        vault.borrow();
        vault.borrow();
        bytes32 out = vault.quarantineTarget(thief);
        trip(out, Mode.Paused, 1 hours);

        vm.expectRevert(pausedError(out, 1 hours));
        vm.prank(thief);
        vault.lend();
        vm.prank(user);
        vault.lend();
        assertEq(vault.borrowed(), 1);

        skip(1 hours);
        vm.prank(thief);
        vault.lend();
        assertEq(vault.borrowed(), 0);
    }

    function test_Quarantine_LeavesAssetsAndGroupsAlone() public {
        trip(vault.quarantineTarget(thief), Mode.Paused, 1 hours);
        vm.startPrank(thief);
        vault.steal(asset, thief, 1);
        vault.borrow();
    }

    function test_Quarantine_YieldsToAPauseOfEverything() public {
        trip(EVERYTHING, Mode.Paused, 1 hours);
        vm.expectRevert(pausedError(EVERYTHING, 1 hours));
        vm.prank(user);
        vault.lend();
    }

    function test_Quarantine_RevertWhen_ItIsAThrottle() public {
        bytes32 out = vault.quarantineTarget(thief);
        vm.expectRevert(abi.encodeWithSelector(ICircuitBreaker.NoLimit.selector, out));
        trip(out, Mode.Throttled, 1 hours);
    }

    /// @dev The same figures as Cordon.Contracts computes: QuarantineTests reads them too.
    function test_Quarantine_TargetsFollowTheTable() public view {
        string memory json = vm.readFile("../spec/vectors/quarantine.json");
        address[] memory accounts = vm.parseJsonAddressArray(json, ".account");
        bytes32[] memory targets = vm.parseJsonBytes32Array(json, ".target");
        assertEq(accounts.length, 100);
        for (uint256 i; i < accounts.length; ++i) {
            assertEq(vault.quarantineTarget(accounts[i]), targets[i]);
        }
    }

    /// @dev An asset's target has 12 zero bytes in front, a name in ASCII none above 0x7f.
    function testFuzz_Quarantine_IsNobodyElsesTarget(address account, address other, address asset_) public view {
        vm.assume(account != other);
        bytes32 out = vault.quarantineTarget(account);
        assertNotEq(out, vault.quarantineTarget(other));
        assertNotEq(out, breaker.assetTarget(asset_));
        assertNotEq(out, EVERYTHING);
    }
}
