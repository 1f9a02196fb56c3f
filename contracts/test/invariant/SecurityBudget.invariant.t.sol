// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BudgetActors} from "./handlers/BudgetActors.sol";
import {Test} from "forge-std/Test.sol";

contract SecurityBudgetInvariantTest is Test {
    BudgetActors private _actors;

    function setUp() public {
        vm.warp(1000 days);
        _actors = new BudgetActors();
        targetContract(address(_actors));
    }

    /// @dev All statements in one campaign: each of its own would cost as much again.
    function invariant_NoEpochCostsMoreThanItsBudget() public view {
        noEpochCostsMoreThanItsBudget();
        aMemberAloneSpendsNothing();
        everyTokenIsAccountedFor();
    }

    function noEpochCostsMoreThanItsBudget() private view {
        assertLe(_actors.mostInAnEpoch(), 100e18);
    }

    function aMemberAloneSpendsNothing() private view {
        assertEq(_actors.TOKEN().balanceOf(_actors.LONER_ACCOUNT()), 0);
    }

    function everyTokenIsAccountedFor() private view {
        uint256 held = _actors.TOKEN().balanceOf(address(_actors.BUDGET()));
        assertEq(held + _actors.TOKEN().balanceOf(_actors.THIEF()), 1e24);
    }
}
