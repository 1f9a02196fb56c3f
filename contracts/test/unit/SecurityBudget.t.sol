// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SecurityBudget} from "../../src/core/SecurityBudget.sol";
import {ISecurityBudget} from "../../src/interfaces/ISecurityBudget.sol";
import {TokenStub} from "../mocks/TokenStub.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Test} from "forge-std/Test.sol";

contract SecurityBudgetTest is Test {
    address private constant GOVERNOR = address(0x60);
    address private constant COUNCIL = address(0xC0);
    address private constant ANN = address(0xA1);
    address private constant BOB = address(0xB0);
    address private constant EVE = address(0xE0);
    address private constant PAYEE = address(0xFEE);
    TokenStub private _token = new TokenStub(18);
    SecurityBudget private _budget;
    uint256 private _pay;
    uint256 private _etherPay;

    function setUp() public {
        vm.warp(1000 days);
        _budget = create(members3(), 2, 30 days);
        _token.mint(address(_budget), 1000e18);
        vm.deal(address(_budget), 10 ether);
        _pay = give(address(_token), IERC20.transfer.selector, 0, 50e18);
        _etherPay = give(address(this), this.accept.selector, 2 ether, type(uint256).max);
    }

    function accept(uint256, uint256) external payable {
        if (msg.value == 1) revert("one wei");
        if (msg.value == 2) {
            assembly {
                revert(0, 0)
            }
        }
    }

    function members3() private pure returns (address[] memory list) {
        list = new address[](3);
        (list[0], list[1], list[2]) = (ANN, BOB, EVE);
    }

    function create(address[] memory members, uint256 threshold, uint256 epoch) private returns (SecurityBudget) {
        SecurityBudget.Cost memory cost = SecurityBudget.Cost(100e18, 1 ether);
        return new SecurityBudget(address(_token), GOVERNOR, COUNCIL, epoch, members, threshold, cost);
    }

    /// @dev A mandate whose second word is at most `most`.
    function give(address target, bytes4 selector, uint256 valueMax, uint256 most) private returns (uint256) {
        ISecurityBudget.Mandate memory m;
        m.target = target;
        m.selector = selector;
        m.valueMax = valueMax;
        m.expiresAt = uint64(block.timestamp + 365 days);
        m.bounds = new ISecurityBudget.Bound[](1);
        m.bounds[0] = ISecurityBudget.Bound(1, 1, most);
        vm.prank(GOVERNOR);
        return _budget.giveMandate(m);
    }

    function payCall(uint256 amount) private pure returns (bytes memory) {
        return abi.encodeCall(IERC20.transfer, (PAYEE, amount));
    }

    function propose(uint256 mandate, uint256 value, bytes memory data) private returns (uint256) {
        vm.prank(ANN);
        return _budget.propose(mandate, value, data, "audit");
    }

    function approve(address member, uint256 id) private {
        vm.prank(member);
        _budget.approve(id);
    }

    function execute(uint256 id, bytes memory data) private {
        vm.prank(ANN);
        _budget.execute(id, data, "audit");
    }

    function ready(uint256 mandate, uint256 value, bytes memory data) private returns (uint256 id) {
        id = propose(mandate, value, data);
        approve(BOB, id);
        skip(1 days);
    }

    function notReady(uint256 id) private {
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.NotReady.selector, id));
    }

    function test_Spend_WithinMandateAndBudget() public {
        uint256 id = ready(_pay, 0, payCall(40e18));
        vm.expectEmit(address(_budget));
        emit ISecurityBudget.Spent(id, address(_token), 40e18, 0, block.timestamp / 30 days, "audit");
        execute(id, payCall(40e18));
        assertEq(_token.balanceOf(PAYEE), 40e18);
        (uint256 tokens, uint256 etherWei) = _budget.left();
        assertEq(tokens, 60e18);
        assertEq(etherWei, 1 ether);
        notReady(id);
        execute(id, payCall(40e18));
    }

    function test_Spend_RevertWhen_TheEpochsBudgetIsUsedUp() public {
        uint256[] memory ids = new uint256[](3);
        for (uint256 i; i < 3; ++i) {
            ids[i] = propose(_pay, 0, payCall(40e18));
            approve(BOB, ids[i]);
        }
        skip(1 days);
        execute(ids[0], payCall(40e18));
        execute(ids[1], payCall(40e18));
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.OverBudget.selector, 120e18, 100e18));
        execute(ids[2], payCall(40e18));
        vm.warp((block.timestamp / 30 days + 1) * 30 days);
        uint256 later = ready(_pay, 0, payCall(40e18));
        execute(later, payCall(40e18));
        assertEq(_token.balanceOf(PAYEE), 120e18);
    }

    function test_Spend_EtherHasItsOwnBudget() public {
        bytes memory data = abi.encodeCall(this.accept, (1, 1));
        uint256 first = propose(_etherPay, 0.6 ether, data);
        uint256 second = propose(_etherPay, 0.6 ether, data);
        approve(BOB, first);
        approve(BOB, second);
        skip(1 days);
        execute(first, data);
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.OverBudget.selector, 1.2 ether, 1 ether));
        execute(second, data);
    }

    function test_Spend_RevertWhen_TheCallFails() public {
        bytes memory data = abi.encodeCall(this.accept, (1, 1));
        uint256 first = ready(_etherPay, 1, data);
        vm.expectRevert("one wei");
        execute(first, data);
        uint256 second = ready(_etherPay, 2, data);
        vm.expectRevert(ISecurityBudget.CallFailed.selector);
        execute(second, data);
    }

    function test_Propose_RevertWhen_OutsideTheMandate() public {
        bytes memory outside = abi.encodeWithSelector(ISecurityBudget.OutsideMandate.selector, _pay);
        vm.expectRevert(outside);
        propose(_pay, 0, abi.encodeCall(IERC20.approve, (PAYEE, 1)));
        vm.expectRevert(outside);
        propose(_pay, 1, payCall(1));
        vm.expectRevert(outside);
        propose(_pay, 0, "abc");
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.OutOfBounds.selector, 1, 50e18 + 1));
        propose(_pay, 0, payCall(50e18 + 1));
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.OutOfBounds.selector, 1, 0));
        propose(_pay, 0, payCall(0));
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.OutOfBounds.selector, 1, 0));
        propose(_pay, 0, abi.encodeWithSelector(IERC20.transfer.selector, PAYEE));
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.NoMandate.selector, 9));
        propose(9, 0, payCall(1));
    }

    function test_Propose_RevertWhen_WithoutPurpose() public {
        vm.expectRevert(ISecurityBudget.NoPurpose.selector);
        vm.prank(ANN);
        _budget.propose(_pay, 0, payCall(1), "");
    }

    function test_Execute_RevertWhen_TooFewApprovedOrEarlyOrLate() public {
        uint256 id = propose(_pay, 0, payCall(1));
        skip(1 days);
        notReady(id);
        execute(id, payCall(1));
        id = propose(_pay, 0, payCall(1));
        approve(BOB, id);
        skip(1 days - 1);
        notReady(id);
        execute(id, payCall(1));
        skip(13 days + 2);
        notReady(id);
        execute(id, payCall(1));
    }

    function test_Execute_RevertWhen_TheCallOrPurposeIsOther() public {
        uint256 id = ready(_pay, 0, payCall(1));
        bytes memory other = abi.encodeWithSelector(ISecurityBudget.OtherCall.selector, id);
        vm.expectRevert(other);
        execute(id, payCall(2));
        vm.expectRevert(other);
        vm.prank(ANN);
        _budget.execute(id, payCall(1), "holiday");
    }

    function test_Execute_RevertWhen_TheMandateIsGone() public {
        uint256 id = ready(_pay, 0, payCall(1));
        vm.prank(GOVERNOR);
        _budget.withdrawMandate(_pay);
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.NoMandate.selector, _pay));
        execute(id, payCall(1));
    }

    function test_Mandate_Expires() public {
        skip(365 days + 1);
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.NoMandate.selector, _pay));
        propose(_pay, 0, payCall(1));
        assertEq(_budget.mandates(_pay).target, address(_token));
    }

    function test_Approve_RevertWhen_Twice() public {
        uint256 id = propose(_pay, 0, payCall(1));
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.AlreadyApproved.selector, ANN));
        approve(ANN, id);
        assertEq(_budget.spends(id).approvals, 1);
    }

    function test_Members_ChangesVoidEarlierApprovals() public {
        uint256 id = ready(_pay, 0, payCall(1));
        address[] memory one = new address[](1);
        one[0] = ANN;
        vm.prank(GOVERNOR);
        _budget.setMembers(one, 1);
        notReady(id);
        execute(id, payCall(1));
        assertEq(_budget.members().length, 1);
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.Unauthorized.selector, BOB));
        approve(BOB, id);
    }

    function test_Veto_ByCouncilOrGovernor() public {
        uint256 id = ready(_pay, 0, payCall(1));
        vm.expectRevert(abi.encodeWithSelector(ISecurityBudget.Unauthorized.selector, EVE));
        vm.prank(EVE);
        _budget.veto(id);
        vm.prank(COUNCIL);
        _budget.veto(id);
        notReady(id);
        execute(id, payCall(1));
    }

    function bad(ISecurityBudget.Mandate memory m) private {
        vm.expectRevert(ISecurityBudget.BadMandate.selector);
        vm.prank(GOVERNOR);
        _budget.giveMandate(m);
    }

    function test_GiveMandate_RevertWhen_ItNamesAllowanceSelfNobodyOrThePast() public {
        ISecurityBudget.Mandate memory m = _budget.mandates(_pay);
        m.selector = IERC20.approve.selector;
        bad(m);
        m.selector = 0x39509351;
        bad(m);
        m = _budget.mandates(_pay);
        m.target = address(_budget);
        bad(m);
        m.target = PAYEE;
        bad(m);
        m = _budget.mandates(_pay);
        m.expiresAt = uint64(block.timestamp);
        bad(m);
    }

    function test_TakeBack_ByTheGovernorAlone() public {
        vm.startPrank(GOVERNOR);
        _budget.takeBack(address(_token), GOVERNOR, 1000e18);
        _budget.takeBack(address(0), GOVERNOR, 10 ether);
        _budget.setBudget(1, 1);
        assertEq(_token.balanceOf(GOVERNOR), 1000e18);
        assertEq(GOVERNOR.balance, 10 ether);
    }

    function test_Budget_LoweringItMidEpochLeavesNothing() public {
        execute(ready(_pay, 0, payCall(40e18)), payCall(40e18));
        vm.prank(GOVERNOR);
        _budget.setBudget(10e18, 0);
        (uint256 tokens, uint256 etherWei) = _budget.left();
        assertEq(tokens, 0);
        assertEq(etherWei, 0);
    }

    function test_Roles_RevertWhen_CallerLacksThem(address caller) public {
        vm.assume(caller != GOVERNOR && caller != COUNCIL && caller != ANN && caller != BOB && caller != EVE);
        bytes memory refusal = abi.encodeWithSelector(ISecurityBudget.Unauthorized.selector, caller);
        ISecurityBudget.Mandate memory m = _budget.mandates(_pay);
        vm.startPrank(caller);
        vm.expectRevert(refusal);
        _budget.propose(_pay, 0, payCall(1), "x");
        vm.expectRevert(refusal);
        _budget.execute(1, "", "");
        vm.expectRevert(refusal);
        _budget.setMembers(new address[](0), 0);
        vm.expectRevert(refusal);
        _budget.giveMandate(m);
        vm.expectRevert(refusal);
        _budget.withdrawMandate(1);
        vm.expectRevert(refusal);
        _budget.setBudget(1, 1);
        vm.expectRevert(refusal);
        _budget.takeBack(address(0), caller, 1);
    }

    function test_Deploy_RevertWhen_MembersOrEpochAreOutOfRange() public {
        address[] memory list = members3();
        vm.expectRevert(ISecurityBudget.BadMembers.selector);
        create(list, 0, 30 days);
        vm.expectRevert(ISecurityBudget.BadMembers.selector);
        create(list, 4, 30 days);
        vm.expectRevert(ISecurityBudget.BadMembers.selector);
        create(list, 2, 1 days - 1);
        vm.expectRevert(ISecurityBudget.BadMembers.selector);
        create(new address[](33), 2, 30 days);
        list[1] = list[0];
        vm.expectRevert(ISecurityBudget.BadMembers.selector);
        create(list, 2, 30 days);
    }
}
