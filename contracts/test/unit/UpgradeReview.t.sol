// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ReviewedProxyAdmin} from "../../src/core/ReviewedProxyAdmin.sol";
import {ReviewedUUPS} from "../../src/core/ReviewedUUPS.sol";
import {UpgradeReview} from "../../src/core/UpgradeReview.sol";
import {IUpgradeReview} from "../../src/interfaces/IUpgradeReview.sol";
import {StakeStub} from "../mocks/StakeStub.sol";
import {PlainLogic, UpgradeableProtocol} from "../mocks/Upgradeable.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {
    ITransparentUpgradeableProxy,
    TransparentUpgradeableProxy
} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
import {Test} from "forge-std/Test.sol";

contract UpgradeReviewTest is Test {
    address private constant GOVERNOR = address(0x60);
    address private constant COUNCIL = address(0xC0);
    address private constant ANN = address(0xA1);
    address private constant BOB = address(0xB0);
    StakeStub private _stake = new StakeStub();
    UpgradeReview private _review;
    TimelockController private _timelock;
    UpgradeableProtocol private _proxy;
    UpgradeableProtocol private _next;
    bytes private _data = abi.encodeCall(UpgradeableProtocol.migrate, (42));

    function setUp() public {
        vm.warp(1000 days);
        _review = new UpgradeReview(address(_stake), GOVERNOR, COUNCIL, 2, 2 days, 100e18, 0.5e18);
        address[] memory us = new address[](1);
        us[0] = address(this);
        _timelock = new TimelockController(1 days, us, us, address(0));
        _proxy = UpgradeableProtocol(
            address(new ERC1967Proxy(address(version(1)), abi.encodeCall(UpgradeableProtocol.migrate, (0))))
        );
        _next = version(2);
        _stake.set(ANN, 100e18);
        _stake.set(BOB, 100e18);
    }

    function version(uint256 number) private returns (UpgradeableProtocol) {
        return new UpgradeableProtocol(_review, address(_timelock), number);
    }

    function approve(address auditor, uint256 id) private {
        bytes32 codeHash = _review.reviews(id).codeHash;
        vm.prank(auditor);
        _review.approve(id, codeHash);
    }

    function approved() private returns (uint256 id) {
        id = _review.submit(address(_proxy), address(_next), _data);
        approve(ANN, id);
        approve(BOB, id);
    }

    function execute(address target, bytes memory call) private {
        _timelock.schedule(target, 0, call, 0, 0, 1 days);
        skip(1 days);
        _timelock.execute(target, 0, call, 0, 0);
    }

    function upgrade(address implementation, bytes memory data) private {
        execute(address(_proxy), abi.encodeCall(_proxy.upgradeToAndCall, (implementation, data)));
    }

    function notApproved(address proxy, address implementation, bytes memory data) private {
        vm.expectRevert(
            abi.encodeWithSelector(IUpgradeReview.NotApproved.selector, proxy, implementation.codehash, keccak256(data))
        );
    }

    function test_UUPS_TheTimelockExecutesApprovedCode() public {
        uint256 id = approved();
        (uint256 from, uint256 until) = _review.usable(id);
        assertEq(from, block.timestamp + 2 days);
        assertEq(until, block.timestamp + 32 days);
        skip(1 days);
        upgrade(address(_next), _data);
        assertEq(_proxy.NUMBER(), 2);
        assertEq(_proxy.migrated(), 42);
    }

    function refusedUpgrade(address implementation, bytes memory data) private {
        bytes memory call = abi.encodeCall(_proxy.upgradeToAndCall, (implementation, data));
        _timelock.schedule(address(_proxy), 0, call, 0, 0, 1 days);
        skip(1 days);
        notApproved(address(_proxy), implementation, data);
        _timelock.execute(address(_proxy), 0, call, 0, 0);
    }

    function test_UUPS_RevertWhen_CodeOrDataIsOther() public {
        approved();
        skip(2 days);
        refusedUpgrade(address(version(3)), _data);
        refusedUpgrade(address(_next), "");
    }

    /// @dev A UUPS implementation has its own address in its code, so its review is of the very contract.
    function test_UUPS_RevertWhen_TheSameSourceLiesElsewhere() public {
        approved();
        skip(2 days);
        refusedUpgrade(address(version(2)), _data);
    }

    function test_UUPS_RevertWhen_TheWindowRunsOrIsOver() public {
        approved();
        refusedUpgrade(address(_next), _data);
        skip(31 days + 1);
        bytes memory call = abi.encodeCall(_proxy.upgradeToAndCall, (address(_next), _data));
        notApproved(address(_proxy), address(_next), _data);
        _timelock.execute(address(_proxy), 0, call, 0, 0);
    }

    function test_UUPS_RevertWhen_CallerIsNotTheUpgrader() public {
        approved();
        skip(2 days);
        vm.expectRevert(abi.encodeWithSelector(ReviewedUUPS.NotUpgrader.selector, address(this)));
        _proxy.upgradeToAndCall(address(_next), _data);
    }

    function test_UUPS_RevertWhen_OneApprovalIsMissing() public {
        uint256 id = _review.submit(address(_proxy), address(_next), _data);
        approve(ANN, id);
        (uint256 from,) = _review.usable(id);
        assertEq(from, 0);
        skip(2 days);
        refusedUpgrade(address(_next), _data);
    }

    function test_Reject_ByCouncilOrGovernorStopsTheUpgrade() public {
        uint256 id = approved();
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.Unauthorized.selector, ANN));
        vm.prank(ANN);
        _review.reject(id, "x");
        vm.prank(COUNCIL);
        _review.reject(id, "back door");
        skip(2 days);
        refusedUpgrade(address(_next), _data);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, id));
        vm.prank(GOVERNOR);
        _review.reject(id, "again");
    }

    function test_Transparent_TheTimelockExecutesApprovedCode() public {
        ReviewedProxyAdmin owner = new ReviewedProxyAdmin(_review, address(_timelock));
        address first = address(new PlainLogic(1));
        address second = address(new PlainLogic(2));
        address proxy =
            address(new TransparentUpgradeableProxy(first, address(owner), abi.encodeCall(PlainLogic.touch, ())));
        ProxyAdmin admin = ProxyAdmin(address(uint160(uint256(vm.load(proxy, ERC1967Utils.ADMIN_SLOT)))));
        ITransparentUpgradeableProxy target = ITransparentUpgradeableProxy(proxy);
        bytes memory call = abi.encodeCall(owner.upgradeAndCall, (admin, target, second, ""));

        _timelock.schedule(address(owner), 0, call, 0, 0, 1 days);
        skip(1 days);
        notApproved(proxy, second, "");
        _timelock.execute(address(owner), 0, call, 0, 0);

        uint256 id = _review.submit(proxy, second, "");
        approve(ANN, id);
        approve(BOB, id);
        skip(2 days);
        vm.expectRevert(abi.encodeWithSelector(ReviewedProxyAdmin.NotTimelock.selector, address(this)));
        owner.upgradeAndCall(admin, target, second, "");
        _timelock.execute(address(owner), 0, call, 0, 0);
        assertEq(PlainLogic(proxy).NUMBER(), 2);

        // What counts is the code: the same at another address passes, other code does not.
        upgradeTransparent(owner, admin, target, address(new PlainLogic(2)));
        first = address(new PlainLogic(3));
        notApproved(proxy, first, "");
        vm.prank(address(_timelock));
        owner.upgradeAndCall(admin, target, first, "");
    }

    function upgradeTransparent(
        ReviewedProxyAdmin owner,
        ProxyAdmin admin,
        ITransparentUpgradeableProxy target,
        address implementation
    ) private {
        vm.prank(address(_timelock));
        owner.upgradeAndCall(admin, target, implementation, "");
    }

    function test_Approve_RevertWhen_WithoutStakeOrTwiceOrOtherCodeOrLate() public {
        uint256 id = _review.submit(address(_proxy), address(_next), _data);
        bytes32 codeHash = address(_next).codehash;
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.TooLittleStake.selector, address(this), 0));
        _review.approve(id, codeHash);
        approve(ANN, id);
        vm.startPrank(ANN);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.AlreadyDone.selector, ANN));
        _review.approve(id, codeHash);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, id));
        _review.approve(id, "other");
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, 9));
        _review.approve(9, codeHash);
        vm.stopPrank();
        skip(32 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, id));
        vm.prank(BOB);
        _review.approve(id, codeHash);
    }

    function test_Submit_RevertWhen_ThereIsNoCode() public {
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NoCode.selector, address(0xE0A)));
        _review.submit(address(_proxy), address(0xE0A), "");
    }

    function judge(uint256 id) private {
        vm.prank(GOVERNOR);
        _review.judge(id, "drains the vault");
    }

    function test_Judge_SlashesAndExpelsWhoeverApproved() public {
        uint256 id = approved();
        skip(100 days);
        judge(id);
        vm.prank(address(0xCAFE));
        _review.slash(id, ANN);
        (address by, address who, uint256 wad, address victim, address reporter, bool expels, bytes32 reason) =
            _stake.slashes(0);
        assertEq(by, address(_review));
        assertEq(who, ANN);
        assertEq(wad, 0.5e18);
        assertEq(victim, address(_proxy));
        assertEq(reporter, address(0xCAFE));
        assertTrue(expels);
        assertEq(reason, keccak256("upgrade.malicious"));
        assertTrue(_review.hasApproved(id, ANN));
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.AlreadyDone.selector, ANN));
        _review.slash(id, ANN);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.AlreadyDone.selector, address(this)));
        _review.slash(id, address(this));
    }

    function test_Judge_RevertWhen_LateOrTwiceOrUnknownOrNotTheGovernor() public {
        uint256 id = approved();
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, id));
        _review.slash(id, ANN);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.Unauthorized.selector, COUNCIL));
        vm.prank(COUNCIL);
        _review.judge(id, "x");
        judge(id);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, id));
        judge(id);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, 9));
        judge(9);
        id = approved();
        skip(180 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IUpgradeReview.NotOpen.selector, id));
        judge(id);
    }

    function test_Deploy_RevertWhen_OutOfRange() public {
        uint256[4][8] memory bad = [
            [uint256(1), 2 days, 1, 1e18],
            [uint256(33), 2 days, 1, 1e18],
            [uint256(2), 1 days - 1, 1, 1e18],
            [uint256(2), 30 days + 1, 1, 1e18],
            [uint256(2), 2 days, 0, 1e18],
            [uint256(2), 2 days, 1, 0.01e18 - 1],
            [uint256(2), 2 days, 1, 1e18 + 1],
            [uint256(0), 0, 0, 0]
        ];
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(IUpgradeReview.BadSetting.selector);
            new UpgradeReview(address(_stake), GOVERNOR, COUNCIL, bad[i][0], bad[i][1], bad[i][2], bad[i][3]);
        }
    }
}
