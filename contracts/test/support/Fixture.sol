// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CircuitBreaker} from "../../src/core/CircuitBreaker.sol";
import {GuardianStake} from "../../src/core/GuardianStake.sol";
import {IncidentRegistry} from "../../src/core/IncidentRegistry.sol";
import {ICircuitBreaker, Mode} from "../../src/interfaces/ICircuitBreaker.sol";
import {IIncidentRegistry, Verdict} from "../../src/interfaces/IIncidentRegistry.sol";
import {DemoVault} from "./DemoVault.sol";
import {PlainToken} from "./Tokens.sol";
import {Test} from "forge-std/Test.sol";

/// @dev One community, one enrolled protocol with one asset, and as many guardians as a test asks for.
abstract contract Fixture is Test {
    uint256 internal constant MIN_STAKE = 1000e18;
    uint256 internal constant ASSET_LIMIT = 1000e18;
    bytes32 internal constant EVERYTHING = bytes32(type(uint256).max);

    address internal owner = makeAddr("governor of the stake");
    address internal council = makeAddr("council");
    address internal governor = makeAddr("governor of the protocol");
    address internal treasury = makeAddr("treasury");
    address internal budget = makeAddr("budget");

    PlainToken internal token = new PlainToken();
    PlainToken internal asset = new PlainToken();
    GuardianStake internal staking;
    IncidentRegistry internal registry;
    CircuitBreaker internal breaker;
    DemoVault internal vault;
    bytes32 internal target;

    address[] internal guardians;
    uint256[] internal keys;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        staking = new GuardianStake(token, MIN_STAKE, owner, budget);
        registry = new IncidentRegistry(staking, token);
        breaker = newBreaker(address(registry));
        vault = new DemoVault(breaker);
        target = breaker.assetTarget(address(asset));
        vm.prank(governor);
        breaker.setMember(address(vault), true);
        vm.prank(owner);
        staking.setSlasher(address(registry), 0.2e18);
        IIncidentRegistry.Policy memory p = policy();
        registry.enroll(address(vault), p);
        vm.prank(owner);
        registry.admit(address(vault), keccak256(abi.encode(p)));
    }

    function newBreaker(address trigger) internal returns (CircuitBreaker) {
        bytes32[] memory targets = new bytes32[](1);
        ICircuitBreaker.Limit[] memory limits = new ICircuitBreaker.Limit[](1);
        targets[0] = bytes32(uint256(uint160(address(asset))));
        limits[0] = ICircuitBreaker.Limit({limit: uint128(ASSET_LIMIT), window: 1 days, holdMax: 3 days});
        return new CircuitBreaker(trigger, governor, new address[](0), targets, limits);
    }

    function policy() internal view returns (IIncidentRegistry.Policy memory) {
        return IIncidentRegistry.Policy({
            breaker: address(breaker),
            soloPause: 1 hours,
            quorumPause: 3 days,
            council: council,
            soloBudget: 6 hours,
            governor: governor,
            treasury: treasury,
            bondPerHour: 100e18,
            reward: 50e18
        });
    }

    /// @dev Guardian number n signs with keys[n]; it brings `amount` of self-stake and a bond for ten pauses.
    function addGuardian(uint256 amount) internal returns (address guardian) {
        uint256 number = guardians.length;
        guardian = makeAddr(string.concat("guardian ", vm.toString(number)));
        uint256 key = uint256(keccak256(abi.encode("guardian's key", number)));
        guardians.push(guardian);
        keys.push(key);
        fund(guardian, address(staking), amount);
        fund(guardian, address(registry), 1000e18);
        bytes memory proof = sign(key, staking.keyDigest(guardian));
        vm.startPrank(guardian);
        staking.register(vm.addr(key), proof, "https://node.example", 1000, amount);
        registry.depositBond(guardian, 1000e18);
        vm.stopPrank();
    }

    function addGuardians(uint256 count) internal {
        for (uint256 i; i < count; ++i) {
            addGuardian(MIN_STAKE);
        }
        skip(1);
    }

    function raiseBy(uint256 number, bytes32 evidence) internal returns (bytes32) {
        return raiseOn(number, target, evidence);
    }

    function raiseOn(uint256 number, bytes32 what, bytes32 evidence) internal returns (bytes32) {
        vm.prank(vm.addr(keys[number]));
        return registry.raise(address(vault), what, Mode.Paused, evidence);
    }

    /// @dev Signed by guardians [from, to), sorted by signer, as EIP-2098 has it.
    function signatures(bytes32 id, Verdict verdict, uint256 from, uint256 to)
        internal
        view
        returns (bytes32[2][] memory list)
    {
        bytes32 digest = registry.attestationDigest(id, verdict);
        uint256[] memory sorted = new uint256[](to - from);
        for (uint256 i = from; i < to; ++i) {
            uint256 at = i - from;
            for (; at > 0 && vm.addr(sorted[at - 1]) > vm.addr(keys[i]); --at) {
                sorted[at] = sorted[at - 1];
            }
            sorted[at] = keys[i];
        }
        list = new bytes32[2][](sorted.length);
        for (uint256 i; i < sorted.length; ++i) {
            (list[i][0], list[i][1]) = vm.signCompact(sorted[i], digest);
        }
    }

    function attestBy(bytes32 id, Verdict verdict, uint256 from, uint256 to) internal returns (uint256) {
        return registry.attest(id, verdict, signatures(id, verdict, from, to), new IIncidentRegistry.Attestation[](0));
    }

    function fund(address account, address spender, uint256 amount) internal {
        token.mint(account, amount);
        vm.prank(account);
        token.approve(spender, type(uint256).max);
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
