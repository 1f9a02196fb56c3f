// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RecoveryDesk} from "../../src/core/RecoveryDesk.sol";
import {SafeHarbor} from "../../src/core/SafeHarbor.sol";
import {IRecoveryDesk} from "../../src/interfaces/IRecoveryDesk.sol";
import {ISafeHarbor} from "../../src/interfaces/ISafeHarbor.sol";
import {BountyFixture} from "./BountyFixture.sol";

contract SafeHarborTest is BountyFixture {
    function test_Publish_KeepsEveryVersion() public {
        publish(2e18);
        assertEq(harbor.version(), 2);
        assertEq(harbor.enforcedOf(1).caps[0], 10e18);
        assertEq(harbor.enforcedOf(2).caps[0], 20e18);
        assertEq(abi.encode(harbor.agreementOf(1)), abi.encode(agreement()));
    }

    function test_Publish_RevertWhen_CallerIsNotTheGovernor() public {
        vm.expectRevert(abi.encodeWithSelector(ISafeHarbor.Unauthorized.selector, address(this)));
        harbor.publish(agreement(), enforced(1));
    }

    function bad(ISafeHarbor.Agreement memory a, ISafeHarbor.Enforced memory e) private {
        vm.expectRevert(ISafeHarbor.BadTerms.selector);
        new SafeHarbor(GOVERNOR, a, e);
    }

    function test_Deploy_RevertWhen_TermsContradictThemselves() public {
        ISafeHarbor.Enforced memory e = enforced(1);
        e.caps[0] = e.caps[1] + 1;
        bad(agreement(), e);
        e = enforced(1);
        e.caps[3] = e.caps[2] - 1;
        bad(agreement(), e);
        e = enforced(1);
        e.recovery = address(0);
        bad(agreement(), e);
        e = enforced(1);
        e.feeBps = 1001;
        bad(agreement(), e);
        ISafeHarbor.Agreement memory a = agreement();
        a.bountyTerms.retainable = false;
        bad(a, enforced(1));
        a = agreement();
        a.bountyTerms.bountyPercentage = 101;
        bad(a, enforced(1));
        a.bountyTerms.bountyPercentage = 50;
        e.feeBps = 2001;
        bad(a, e);
        a = agreement();
        a.accounts[0].chain = 1;
        bad(a, enforced(1));
    }

    function test_Versions_RevertWhen_Unknown() public {
        vm.expectRevert(abi.encodeWithSelector(ISafeHarbor.NoVersion.selector, 0));
        harbor.agreementOf(0);
        vm.expectRevert(abi.encodeWithSelector(ISafeHarbor.NoVersion.selector, 2));
        harbor.enforcedOf(2);
    }
}

contract RecoveryDeskTest is BountyFixture {
    RecoveryDesk private _desk;

    function setUp() public override {
        super.setUp();
        _desk = new RecoveryDesk(harbor);
        vm.prank(ANN);
        token.approve(address(_desk), type(uint256).max);
    }

    function test_HandIn_PaysTheFeeAndPassesOnTheRest() public {
        vm.prank(ANN);
        uint256 fee = _desk.handIn(address(token), 1000e18, "incident", 1, address(0xFEE));
        assertEq(fee, 100e18);
        assertEq(token.balanceOf(address(0xFEE)), 100e18);
        assertEq(token.balanceOf(address(0xCA5E)), 900e18);
        assertEq(token.balanceOf(address(_desk)), 0);
    }

    function test_HandIn_CountsWhatArrives() public {
        token.setFee(100);
        vm.prank(ANN);
        assertEq(_desk.handIn(address(token), 1000e18, "incident", 1, address(0xFEE)), 99e18);
        assertEq(token.balanceOf(address(_desk)), 0);
    }

    function test_HandInEther_PaysTheFeeAndPassesOnTheRest() public {
        vm.prank(ANN);
        _desk.handInEther{value: 1 ether}("incident", 1, address(0xFEE));
        assertEq(address(0xFEE).balance, 0.1 ether);
        assertEq(address(0xCA5E).balance, 0.9 ether);
    }

    function test_HandIn_RevertWhen_NothingArrivesOrTermsChanged() public {
        vm.startPrank(ANN);
        vm.expectRevert(IRecoveryDesk.NothingReceived.selector);
        _desk.handInEther("incident", 1, ANN);
        vm.stopPrank();
        publish(1);
        vm.expectRevert(abi.encodeWithSelector(IRecoveryDesk.OtherTerms.selector, 1, 2));
        vm.prank(ANN);
        _desk.handIn(address(token), 1, "incident", 1, ANN);
    }

    function test_HandIn_WithoutAFeePassesOnAll() public {
        ISafeHarbor.Enforced memory e = enforced(1);
        e.feeBps = 0;
        vm.prank(GOVERNOR);
        harbor.publish(agreement(), e);
        vm.prank(ANN);
        assertEq(_desk.handIn(address(token), 10e18, "incident", 2, ANN), 0);
        assertEq(token.balanceOf(address(0xCA5E)), 10e18);
    }

    function testFuzz_HandIn_ConservesEveryToken(uint256 amount) public {
        amount = bound(amount, 1, 1000e18);
        vm.prank(ANN);
        _desk.handIn(address(token), amount, "incident", 1, address(0xFEE));
        assertEq(token.balanceOf(address(0xFEE)) + token.balanceOf(address(0xCA5E)), amount);
    }
}
