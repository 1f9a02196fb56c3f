// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {IIncidentRegistry, Verdict} from "../../src/interfaces/IIncidentRegistry.sol";
import {Fixture} from "../support/Fixture.sol";

/// @dev Bounds are literals from the requirements; the figures themselves are in snapshots/, so that a diff shows them.
/// Each includes what the transaction itself costs: 21,000 and the call data.
contract GasTest is Fixture {
    function setUp() public override {
        super.setUp();
        asset.mint(address(vault), 10_000e18);
        addGuardians(100);
    }

    /// forge-config: default.isolate = true
    function test_OutflowHookCold() public {
        vm.prank(address(vault));
        breaker.outflow(address(asset), 1e18);
        _assertBelow("breaker outflow cold", 45_000);
    }

    function test_OutflowHookWarm() public {
        vm.startPrank(address(vault));
        breaker.outflow(address(asset), 1e18);
        breaker.outflow(address(asset), 1e18);
        _assertBelow("breaker outflow warm", 12_000);
    }

    /// forge-config: default.isolate = true
    function test_HoldOneWithdrawal() public {
        vault.steal(asset, address(this), 2000e18);
        _assertBelow("withdrawal held", 260_000);
    }

    /// forge-config: default.isolate = true
    function test_SoloRaiseThatPauses() public {
        raiseBy(0, "evidence");
        _assertBelow("solo raise that pauses", 180_000);
        assertEq(uint8(breaker.status(target).mode), uint8(Mode.Paused));
    }

    /// forge-config: default.isolate = true
    function test_AttestWith100Signatures() public {
        bytes32 id = raiseBy(0, "evidence");
        bytes32[2][] memory list = signatures(id, Verdict.Attack, 0, 100);
        registry.attest(id, Verdict.Attack, list, new IIncidentRegistry.Attestation[](0));
        _assertBelow("attest with 100 signatures", 1_000_000);
        assertEq(registry.incident(id).attack, 100 * MIN_STAKE);
        assertGt(registry.incident(id).quorumAt, 0);
    }

    function _assertBelow(string memory name, uint256 limit) private {
        assertLe(vm.snapshotGasLastCall("Gas", name), limit, name);
    }
}
