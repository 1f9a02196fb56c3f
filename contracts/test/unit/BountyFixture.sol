// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BountyVault} from "../../src/core/BountyVault.sol";
import {SafeHarbor} from "../../src/core/SafeHarbor.sol";
import {IBountyVault} from "../../src/interfaces/IBountyVault.sol";
import {ISafeHarbor} from "../../src/interfaces/ISafeHarbor.sol";
import {ArbitratorStub} from "../mocks/ArbitratorStub.sol";
import {TokenStub} from "../mocks/TokenStub.sol";
import {Test} from "forge-std/Test.sol";

/// @dev A vault with 1,000 tokens and caps of 10, 50, 300 and 1,000.
abstract contract BountyFixture is Test {
    address internal constant GOVERNOR = address(0x60);
    address internal constant COMMITTEE = address(0xC0);
    address internal constant SPONSOR = address(0x50);
    address internal constant ANN = address(0xA1);
    address internal constant MALLORY = address(0xBAD);
    bytes32 internal constant REPORT = keccak256("report");
    bytes32 internal constant SALT = "salt";
    uint256 internal constant BOND = 5e18;

    TokenStub internal token = new TokenStub(18);
    ArbitratorStub internal arbitrator = new ArbitratorStub();
    SafeHarbor internal harbor;
    BountyVault internal vault;

    function setUp() public virtual {
        vm.warp(1000 days);
        vm.roll(1000);
        harbor = new SafeHarbor(GOVERNOR, agreement(), enforced(1e18));
        vault = new BountyVault(address(token), SPONSOR, COMMITTEE, harbor, arbitrator, BOND, 30 days);
        fund(SPONSOR);
        fund(ANN);
        fund(MALLORY);
        vm.prank(SPONSOR);
        vault.deposit(1000e18);
    }

    function fund(address who) internal {
        token.mint(who, 1000e18);
        vm.deal(who, 1 ether);
        vm.prank(who);
        token.approve(address(vault), type(uint256).max);
    }

    function agreement() internal pure returns (ISafeHarbor.Agreement memory a) {
        a.protocolName = "Example";
        a.contactDetails = new ISafeHarbor.Contact[](1);
        a.contactDetails[0] = ISafeHarbor.Contact("security", "security@example.org");
        a.chains = new ISafeHarbor.Chain[](1);
        a.chains[0] = ISafeHarbor.Chain("0x00000000000000000000000000000000000ca5e1", "eip155:1");
        a.accounts = new ISafeHarbor.Account[](1);
        a.accounts[0].accountAddress = "0x0000000000000000000000000000000000000001";
        a.accounts[0].childContractScope = ISafeHarbor.ChildContractScope.All;
        a.bountyTerms = ISafeHarbor.BountyTerms(10, 1e6, true, ISafeHarbor.Identity.Anonymous, "none", 0);
        a.agreementURI = "ipfs://example";
    }

    function enforced(uint128 unit) internal pure returns (ISafeHarbor.Enforced memory e) {
        e.caps = [10 * unit, 50 * unit, 300 * unit, 1000 * unit];
        e.recovery = address(0xCA5E);
        e.feeBps = 1000;
    }

    function publish(uint128 unit) internal {
        vm.prank(GOVERNOR);
        harbor.publish(agreement(), enforced(unit));
    }

    function commitmentOf(address who, bytes32 report) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(vault), who, report, SALT));
    }

    function commit(address who, bytes32 report) internal returns (bytes32 commitment) {
        commitment = commitmentOf(who, report);
        vm.prank(who);
        vault.commit(commitment);
    }

    function reveal(address who, bytes32 report, IBountyVault.Severity severity, uint128 asked)
        internal
        returns (uint256)
    {
        vm.prank(who);
        return vault.reveal(report, SALT, severity, asked);
    }

    /// @dev A revealed report of high severity that asks for 250.
    function open(address who, bytes32 report) internal returns (uint256) {
        commit(who, report);
        vm.roll(block.number + 1);
        return reveal(who, report, IBountyVault.Severity.High, 250e18);
    }

    function decide(uint256 id, uint128 amount, bool isSpam) internal {
        vm.prank(COMMITTEE);
        vault.decide(id, amount, isSpam);
    }

    function decided(address who, bytes32 report, uint128 amount) internal returns (uint256 id) {
        id = open(who, report);
        skip(3 days + 1);
        decide(id, amount, false);
    }

    function payable_(address who, bytes32 report, uint128 amount) internal returns (uint256 id) {
        id = decided(who, report, amount);
        skip(3 days + 1);
        vault.finalize(id);
    }

    function payOut(address who, uint256 id) internal returns (uint256) {
        vm.prank(who);
        return vault.payOut(id, who);
    }
}
