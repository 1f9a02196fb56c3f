// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CircuitBreaker} from "../../../src/core/CircuitBreaker.sol";
import {IncidentRegistry} from "../../../src/core/IncidentRegistry.sol";
import {Mode} from "../../../src/interfaces/ICircuitBreaker.sol";
import {IIncidentRegistry, Outcome, Verdict} from "../../../src/interfaces/IIncidentRegistry.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Five of nine guardians are hostile and act together, below the quorum: they raise whatever may be raised and
/// attest each other's incidents, while hours pass. Counts for how long the protocol stood still.
contract Minority is Test {
    IncidentRegistry public immutable registry;
    CircuitBreaker public immutable breaker;
    address public immutable protocol;
    bytes32 public immutable target;
    address public immutable council;
    uint256[] private _keys;
    bytes32[] public incidents;
    uint256 public elapsed;
    uint256 public stopped; // seconds in which the target or everything was paused
    uint256 public forfeited;

    constructor(IncidentRegistry r, CircuitBreaker b, address p, bytes32 t, address c, uint256[] memory keys) {
        (registry, breaker, protocol, target, council) = (r, b, p, t, c);
        _keys = keys;
    }

    function raise(uint256 who, uint256 evidence, bool everything, bool pause) external {
        vm.prank(vm.addr(_keys[who % 5]));
        try registry.raise(
            protocol,
            everything ? bytes32(type(uint256).max) : target,
            pause ? Mode.Paused : Mode.Throttled,
            bytes32(evidence)
        ) returns (
            bytes32 id
        ) {
            incidents.push(id);
        } catch {}
    }

    function attest(uint256 which, bool attack) external {
        if (incidents.length == 0) return;
        bytes32 id = incidents[which % incidents.length];
        Verdict verdict = attack ? Verdict.Attack : Verdict.NoAttack;
        bytes32 digest = registry.attestationDigest(id, verdict);
        bytes32[2][] memory one = new bytes32[2][](1);
        for (uint256 i; i < 5; ++i) {
            (one[0][0], one[0][1]) = vm.signCompact(_keys[i], digest);
            try registry.attest(id, verdict, one, new IIncidentRegistry.Attestation[](0)) {} catch {}
        }
    }

    function reassert(uint256 which) external {
        if (incidents.length == 0) return;
        try registry.reassert(incidents[which % incidents.length]) {} catch {}
    }

    function settle(uint256 which) external {
        if (incidents.length == 0) return;
        try registry.settle(incidents[which % incidents.length]) {} catch {}
    }

    /// @dev The council wakes up now and then.
    function overturn(uint256 which, bool malicious) external {
        if (incidents.length == 0 || which % 4 != 0) return;
        bytes32 id = incidents[which % incidents.length];
        uint256 bond = registry.incident(id).bond;
        vm.prank(council);
        try registry.resolve(id, malicious ? Outcome.Malicious : Outcome.FalseAlarm) {
            forfeited += bond;
        } catch {}
    }

    function passMinutes(uint256 count) external {
        count = bound(count, 1, 40);
        for (uint256 i; i < count; ++i) {
            if (_isPaused(target) || _isPaused(bytes32(type(uint256).max))) stopped += 15 minutes;
            elapsed += 15 minutes;
            skip(15 minutes);
        }
    }

    function incidentCount() external view returns (uint256) {
        return incidents.length;
    }

    function _isPaused(bytes32 what) private view returns (bool) {
        return breaker.status(what).mode == Mode.Paused;
    }
}
