// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBountyVault} from "../../src/interfaces/IBountyVault.sol";
import {BountyFixture} from "../unit/BountyFixture.sol";
import {BountyActors} from "./handlers/BountyActors.sol";

contract BountyVaultInvariantTest is BountyFixture {
    BountyActors private _actors;

    function setUp() public override {
        super.setUp();
        _actors = new BountyActors(vault, token);
        targetContract(address(_actors));
    }

    /// @dev All statements in one campaign: each of its own would cost as much again.
    function invariant_NoReportIsClaimedByWhoDidNotCommitIt() public view {
        nobodyIsPaidForAReportThatSomebodyElseCommitted();
        whatIsOwedIsHeldAndWhatIsReservedCoversIt();
        everyTokenIsAccountedFor();
    }

    function nobodyIsPaidForAReportThatSomebodyElseCommitted() private view {
        assertEq(_actors.paidToMallory(), 0);
        assertFalse(_actors.wasRefused(), "whoever committed first can reveal");
        for (uint256 id = 1; id <= vault.claimCount(); ++id) {
            IBountyVault.Claim memory claim = vault.claims(id);
            if (claim.reporter == _actors.MALLORY()) {
                assertEq(uint256(claim.status), uint256(IBountyVault.Status.Closed));
            }
        }
    }

    function whatIsOwedIsHeldAndWhatIsReservedCoversIt() private view {
        (uint256 held, uint256 reserved, uint256 owed) = vault.funds();
        assertLe(owed, held);
        assertLe(owed, reserved);
        uint256 due;
        for (uint256 id = 1; id <= vault.claimCount(); ++id) {
            IBountyVault.Claim memory claim = vault.claims(id);
            due += claim.amount - claim.paid;
        }
        assertEq(owed, due);
    }

    function everyTokenIsAccountedFor() private view {
        uint256 inflow = 1000e18 + _actors.deposited() + _actors.commits() * 5e18;
        uint256 outflow = _actors.paidToAnn() + _actors.withdrawn() + _actors.bondsTaken();
        assertEq(token.balanceOf(address(vault)), inflow - outflow);
        (uint256 held,,) = vault.funds();
        assertLe(held, inflow - outflow);
    }

    /// @dev Whatever happened, every award can be paid in full when it has vested.
    function afterInvariant() public {
        skip(30 days);
        for (uint256 id = 1; id <= vault.claimCount(); ++id) {
            IBountyVault.Claim memory claim = vault.claims(id);
            if (claim.status != IBountyVault.Status.Payable) continue;
            assertEq(payOut(claim.reporter, id), claim.amount - claim.paid);
        }
    }
}
