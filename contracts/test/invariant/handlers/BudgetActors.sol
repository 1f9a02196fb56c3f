// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SecurityBudget} from "../../../src/core/SecurityBudget.sol";
import {ISecurityBudget} from "../../../src/interfaces/ISecurityBudget.sol";
import {TokenStub} from "../../mocks/TokenStub.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Two of three members collude to get as much as they can to themselves; the third is alone and tries the same.
contract BudgetActors is Test {
    address public constant THIEF = address(0x7EF);
    address public constant LONER_ACCOUNT = address(0x10E);
    address private constant _ANN = address(0xA1);
    address private constant _BOB = address(0xB0);
    address private constant _EVE = address(0xE0);
    TokenStub public immutable TOKEN = new TokenStub(18);
    SecurityBudget public immutable BUDGET;
    uint256 public mostInAnEpoch;
    mapping(uint256 epoch => uint256) private _stolen;
    uint256 private _spends;

    constructor() {
        address[] memory members = new address[](3);
        (members[0], members[1], members[2]) = (_ANN, _BOB, _EVE);
        SecurityBudget.Cost memory cost = SecurityBudget.Cost(100e18, 0);
        BUDGET = new SecurityBudget(address(TOKEN), address(this), address(1), 30 days, members, 2, cost);
        TOKEN.mint(address(BUDGET), 1e24);
        ISecurityBudget.Mandate memory m;
        m.target = address(TOKEN);
        m.selector = IERC20.transfer.selector;
        m.expiresAt = type(uint64).max;
        BUDGET.giveMandate(m);
    }

    function steal(uint256 amount, bool isPatient) external {
        amount = bound(amount, 1, 120e18);
        bytes memory data = abi.encodeCall(IERC20.transfer, (THIEF, amount));
        vm.prank(_ANN);
        uint256 id = BUDGET.propose(1, 0, data, "audit");
        _spends = id;
        vm.prank(_BOB);
        BUDGET.approve(id);
        if (isPatient) skip(1 days);
        vm.prank(_ANN);
        try BUDGET.execute(id, data, "audit") {
            uint256 epoch = block.timestamp / 30 days;
            _stolen[epoch] += amount;
            if (_stolen[epoch] > mostInAnEpoch) mostInAnEpoch = _stolen[epoch];
        } catch {}
    }

    function stealAlone(uint256 amount, uint256 which) external {
        bytes memory data = abi.encodeCall(IERC20.transfer, (LONER_ACCOUNT, bound(amount, 1, 120e18)));
        vm.startPrank(_EVE);
        _spends = BUDGET.propose(1, 0, data, "audit");
        try BUDGET.approve(_spends) {} catch {}
        skip(1 days);
        try BUDGET.execute(_spends, data, "audit") {} catch {}
        try BUDGET.execute(bound(which, 0, _spends), data, "audit") {} catch {}
        vm.stopPrank();
    }

    function passTime(uint256 time) external {
        skip(bound(time, 1 hours, 20 days));
    }
}
