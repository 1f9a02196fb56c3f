// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IIncidentRegistry, Outcome} from "../../src/interfaces/IIncidentRegistry.sol";
import {Fixture} from "../support/Fixture.sol";
import {Minority} from "./handlers/Minority.sol";

/// @dev Literals: 2 hours of solo pauses a day for all together, 1 hour a day for each of the five.
contract RegistryInvariantTest is Fixture {
    Minority private _minority;

    function setUp() public override {
        super.setUp();
        addGuardians(9);
        // Small enough to bind before the five have each had their hour.
        IIncidentRegistry.Policy memory p = policy();
        p.soloBudget = 2 hours;
        registry.enroll(address(vault), p);
        vm.prank(owner);
        registry.admit(address(vault), keccak256(abi.encode(p)));
        _minority = new Minority(registry, breaker, address(vault), target, council, keys);
        targetContract(address(_minority));
    }

    /// @dev One campaign for all: each would otherwise play the same games again.
    function invariant_RegistryHolds() public view {
        _aMinorityStopsAProtocolForNoMoreThanTheBudget();
        _aMinorityNeverReachesAQuorum();
        _noActionOutlivesItsIncidents();
        _everyBondIsInTheRegistryOrForfeited();
    }

    function _aMinorityStopsAProtocolForNoMoreThanTheBudget() private view {
        // The clock ticks in quarters of an hour: each of the five may round one up.
        uint256 slack = 15 minutes * (5 * (_minority.elapsed() / 1 days + 1));
        assertLe(_minority.stopped(), 2 hours + 2 hours * _minority.elapsed() / 1 days + slack);
        assertLe(_minority.stopped(), 5 * 1 hours * (_minority.elapsed() / 1 days + 1) + slack);
    }

    function _aMinorityNeverReachesAQuorum() private view {
        for (uint256 i; i < _minority.incidentCount(); ++i) {
            IIncidentRegistry.Incident memory incident = registry.incident(_minority.incidents(i));
            assertEq(incident.quorumAt, 0);
            assertLe(incident.actionUntil, incident.raisedAt + 1 hours);
            assertTrue(incident.outcome != Outcome.Confirmed);
        }
    }

    function _noActionOutlivesItsIncidents() private view {
        uint256 latest;
        for (uint256 i; i < _minority.incidentCount(); ++i) {
            uint256 until = registry.incident(_minority.incidents(i)).actionUntil;
            if (until > latest) latest = until;
        }
        assertLe(breaker.status(target).until, latest);
        assertLe(breaker.status(EVERYTHING).until, latest);
    }

    function _everyBondIsInTheRegistryOrForfeited() private view {
        uint256 sum;
        for (uint256 i; i < 9; ++i) {
            IIncidentRegistry.Bond memory b = registry.bond(guardians[i]);
            sum += uint256(b.free) + b.locked;
        }
        assertEq(token.balanceOf(address(registry)), sum);
        assertEq(sum + _minority.forfeited(), 9 * 1000e18);
        assertEq(token.balanceOf(treasury), _minority.forfeited());
    }
}
