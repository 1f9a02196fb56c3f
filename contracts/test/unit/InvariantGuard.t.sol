// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInvariantGuard} from "../../src/interfaces/IInvariantGuard.sol";
import {GuardedVault} from "../mocks/GuardedVault.sol";
import {Test} from "forge-std/Test.sol";

contract InvariantGuardTest is Test {
    GuardedVault private _vault = new GuardedVault();

    function broken(bool isAfter) private {
        vm.expectRevert(abi.encodeWithSelector(IInvariantGuard.InvariantBroken.selector, bytes32("solvent"), isAfter));
    }

    function test_Guarded_LetsThroughWhatKeepsThePromise() public {
        _vault.lend(0);
        assertEq(_vault.firstBroken(), 0);
    }

    function test_Guarded_RevertWhen_TheCallBreaksIt() public {
        broken(true);
        _vault.lend(1);
    }

    function test_Guarded_RevertWhen_ItIsBrokenAlready() public {
        _vault.breakSilently();
        assertEq(_vault.firstBroken(), "solvent");
        broken(false);
        _vault.lend(0);
    }

    function test_Guarded_AnythingButTheWordOneFails() public {
        GuardedVault.Mode[4] memory bad = [
            GuardedVault.Mode.Reverts,
            GuardedVault.Mode.SaysTwo,
            GuardedVault.Mode.SaysNothing,
            GuardedVault.Mode.BurnsGas
        ];
        for (uint256 i; i < bad.length; ++i) {
            _vault.set(bad[i]);
            broken(false);
            _vault.lend(0);
        }
    }

    function test_Guarded_GasIsBounded() public {
        _vault.set(GuardedVault.Mode.BurnsGas);
        uint256 before = gasleft();
        try _vault.lend(0) {} catch {}
        assertLt(before - gasleft(), 200_000);
        _vault.set(GuardedVault.Mode.SaysMuch);
        before = gasleft();
        _vault.lend(0);
        assertLt(before - gasleft(), 100_000, "a long answer costs the one who gives it");
    }

    function test_Guarded_NestedCallsAreCheckedAtTheEndOfTheOutermost() public {
        _vault.flash(5, abi.encodeCall(this.borrow, (0)));
        assertEq(_vault.assets(), 15);
        broken(true);
        _vault.flash(5, abi.encodeCall(this.borrow, (1)));
    }

    function borrow(uint256 more) external {
        _vault.lend(more);
    }

    /// @dev With every gas limit the call either does all it should, checks included, or nothing.
    function testFuzz_Guarded_NoGasLimitSkipsACheck(uint256 limit) public {
        limit = bound(limit, 21_000, 400_000);
        (bool isDone,) = address(_vault).call{gas: limit}(abi.encodeCall(_vault.lend, (1)));
        assertFalse(isDone);
        (isDone,) = address(_vault).call{gas: limit}(abi.encodeCall(_vault.lend, (0)));
        if (limit > 300_000) assertTrue(isDone);
    }

    function test_Guarded_RevertWhen_TooLittleGasIsLeftToAsk() public {
        (bool isDone, bytes memory reason) = address(_vault).call{gas: 60_000}(abi.encodeCall(_vault.lend, (0)));
        assertFalse(isDone);
        assertEq(bytes4(reason), IInvariantGuard.TooLittleGas.selector);
    }

    function test_Invariants_AreListed() public view {
        IInvariantGuard.Invariant[] memory all = _vault.allInvariants();
        assertEq(all.length, 2);
        assertEq(all[1].name, "solvent");
        assertTrue(_vault.alwaysTrue());
    }
}
