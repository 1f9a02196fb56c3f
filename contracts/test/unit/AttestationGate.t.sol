// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AttestationGate} from "../../src/core/AttestationGate.sol";
import {IAttestationGate} from "../../src/interfaces/IAttestationGate.sol";
import {GatedTreasury, SmartAccount} from "../mocks/GatedTreasury.sol";
import {Test} from "forge-std/Test.sol";

contract AttestationGateTest is Test {
    address private constant OWNER = address(0x0117);
    address private constant USER = address(0x05E6);
    AttestationGate private _gate = new AttestationGate();
    GatedTreasury private _treasury = new GatedTreasury(_gate, OWNER);
    address[] private _guardians;
    mapping(address guardian => uint256) private _keyOf;

    function setUp() public {
        vm.warp(1000 days);
        for (uint256 i = 1; i <= 5; ++i) {
            address guardian = vm.addr(i);
            _keyOf[guardian] = i;
            _insert(guardian);
        }
        vm.prank(OWNER);
        _gate.setPolicy(address(_treasury), 3, _guardians);
    }

    function _insert(address guardian) private {
        _guardians.push(guardian);
        for (uint256 i = _guardians.length - 1; i != 0 && _guardians[i - 1] > guardian; --i) {
            (_guardians[i - 1], _guardians[i]) = (_guardians[i], _guardians[i - 1]);
        }
    }

    function hashOf(uint256 amount) private view returns (bytes32) {
        return keccak256(abi.encode(address(_treasury), uint256(0), abi.encodeCall(_treasury.move, (amount))));
    }

    function signed(address caller, bytes32 callHash, uint256 expiry, uint256 count)
        private
        view
        returns (address[] memory signers, bytes[] memory signatures)
    {
        uint256 nonce = _gate.nonces(address(_treasury), caller);
        bytes32 digest = _gate.digestOf(address(_treasury), caller, callHash, nonce, expiry);
        signers = new address[](count);
        signatures = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            signers[i] = _guardians[i + 5 - count];
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keyOf[signers[i]], digest);
            signatures[i] = abi.encodePacked(r, s, v);
        }
    }

    function permit(address caller, bytes32 callHash, uint256 count) private {
        uint256 expiry = block.timestamp + 5 minutes;
        (address[] memory signers, bytes[] memory signatures) = signed(caller, callHash, expiry, count);
        _gate.permit(address(_treasury), caller, callHash, expiry, signers, signatures);
    }

    function move(address caller, uint256 amount) private {
        vm.prank(caller);
        _treasury.move(amount);
    }

    function refused(address caller, bytes32 callHash) private {
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.NotPermitted.selector, caller, callHash));
    }

    function test_Permit_LetsTheCallThroughOnce() public {
        permit(USER, hashOf(7), 3);
        move(USER, 7);
        assertEq(_treasury.moved(), 7);
        refused(USER, hashOf(7));
        move(USER, 7);
    }

    function test_Permit_BindsCallerCallAndValue() public {
        permit(USER, hashOf(7), 3);
        refused(address(this), hashOf(7));
        _treasury.move(7);
        refused(USER, hashOf(8));
        move(USER, 8);
        vm.deal(USER, 1);
        bytes32 other = _treasury.callHashOf(1, abi.encodeCall(_treasury.move, (7)));
        refused(USER, other);
        vm.prank(USER);
        _treasury.move{value: 1}(7);
    }

    function test_Permit_Expires() public {
        permit(USER, hashOf(7), 3);
        skip(5 minutes + 1);
        refused(USER, hashOf(7));
        move(USER, 7);
    }

    function test_Permit_SurvivesACallThatReverts() public {
        permit(USER, hashOf(13), 3);
        vm.expectRevert("unlucky");
        move(USER, 13);
        vm.expectRevert("unlucky");
        move(USER, 13);
    }

    /// @dev The origin is a stranger in both calls: only the direct caller counts, so a smart account's batch works.
    function test_Permit_WorksForASmartAccountWhoeverStartsTheTransaction() public {
        SmartAccount account = new SmartAccount();
        permit(address(account), hashOf(7), 3);
        vm.prank(address(0x1), address(0x2));
        account.run(address(_treasury), abi.encodeCall(_treasury.move, (7)));
        assertEq(_treasury.moved(), 7);
        permit(USER, hashOf(7), 3);
        refused(address(account), hashOf(7));
        vm.prank(USER, USER);
        account.run(address(_treasury), abi.encodeCall(_treasury.move, (7)));
    }

    function test_Permit_TakesAContractsSignature() public {
        SmartAccount account = new SmartAccount();
        address[] memory one = new address[](1);
        one[0] = address(account);
        vm.prank(OWNER);
        _gate.setPolicy(address(_treasury), 1, one);
        skip(2 days);
        uint256 expiry = block.timestamp + 1 minutes;
        bytes[] memory empty = new bytes[](1);
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.BadSignature.selector, account));
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, one, empty);
        account.approve(_gate.digestOf(address(_treasury), USER, hashOf(7), 0, expiry));
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, one, empty);
        move(USER, 7);
    }

    function test_Permit_RevertWhen_Replayed() public {
        uint256 expiry = block.timestamp + 5 minutes;
        (address[] memory signers, bytes[] memory signatures) = signed(USER, hashOf(7), expiry, 3);
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, signers, signatures);
        move(USER, 7);
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.BadSignature.selector, signers[0]));
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, signers, signatures);
    }

    function test_Permit_RevertWhen_SignedForAnotherChain() public {
        uint256 expiry = block.timestamp + 5 minutes;
        (address[] memory signers, bytes[] memory signatures) = signed(USER, hashOf(7), expiry, 3);
        vm.chainId(999);
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.BadSignature.selector, signers[0]));
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, signers, signatures);
    }

    function test_Permit_RevertWhen_TooFewSignOrOneTwice() public {
        uint256 expiry = block.timestamp + 5 minutes;
        (address[] memory signers, bytes[] memory signatures) = signed(USER, hashOf(7), expiry, 2);
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.TooFewSignatures.selector, 2, 3));
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, signers, signatures);
        (signers, signatures) = signed(USER, hashOf(7), expiry, 3);
        signers[1] = signers[0];
        signatures[1] = signatures[0];
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.NotSigner.selector, signers[0]));
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, signers, signatures);
    }

    function test_Permit_RevertWhen_SignerIsNotInThePolicy(address stranger) public {
        vm.assume(_keyOf[stranger] == 0);
        uint256 expiry = block.timestamp + 5 minutes;
        (address[] memory signers, bytes[] memory signatures) = signed(USER, hashOf(7), expiry, 3);
        signers[0] = stranger;
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.NotSigner.selector, stranger));
        _gate.permit(address(_treasury), USER, hashOf(7), expiry, signers, signatures);
    }

    function test_Permit_RevertWhen_ExpiryIsPastOrFar() public {
        address[] memory signers;
        bytes[] memory signatures;
        uint256 far = block.timestamp + 5 minutes + 1;
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.BadExpiry.selector, far));
        _gate.permit(address(_treasury), USER, hashOf(7), far, signers, signatures);
        uint256 past = block.timestamp - 1;
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.BadExpiry.selector, past));
        _gate.permit(address(_treasury), USER, hashOf(7), past, signers, signatures);
    }

    function test_Permit_RevertWhen_NoPolicy() public {
        address[] memory signers;
        bytes[] memory signatures;
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.NoPolicy.selector, USER));
        _gate.permit(USER, USER, 0, block.timestamp, signers, signatures);
    }

    function test_Policy_ChangesAfterTwoDays() public {
        address[] memory one = new address[](1);
        one[0] = _guardians[0];
        vm.prank(OWNER);
        _gate.setPolicy(address(_treasury), 1, one);
        assertEq(_gate.policyOf(address(_treasury)).threshold, 3);
        skip(2 days);
        assertEq(_gate.policyOf(address(_treasury)).threshold, 1);
        vm.prank(OWNER);
        _gate.setPolicy(address(_treasury), 5, _guardians);
        assertEq(_gate.policyOf(address(_treasury)).threshold, 1, "the one before stays in force");
    }

    function test_Policy_RevertWhen_Malformed() public {
        address[] memory two = new address[](2);
        (two[0], two[1]) = (_guardians[1], _guardians[0]);
        vm.startPrank(OWNER);
        vm.expectRevert(IAttestationGate.BadPolicy.selector);
        _gate.setPolicy(address(_treasury), 1, two);
        two[0] = two[1];
        vm.expectRevert(IAttestationGate.BadPolicy.selector);
        _gate.setPolicy(address(_treasury), 1, two);
        vm.expectRevert(IAttestationGate.BadPolicy.selector);
        _gate.setPolicy(address(_treasury), 0, _guardians);
        vm.expectRevert(IAttestationGate.BadPolicy.selector);
        _gate.setPolicy(address(_treasury), 6, _guardians);
        vm.expectRevert(IAttestationGate.BadPolicy.selector);
        _gate.setPolicy(address(_treasury), 1, new address[](33));
    }

    function test_Policy_RevertWhen_CallerDoesNotOwnTheProtocol(address caller) public {
        vm.assume(caller != OWNER);
        vm.expectRevert(abi.encodeWithSelector(IAttestationGate.NotOwner.selector, caller));
        vm.prank(caller);
        _gate.setPolicy(address(_treasury), 1, _guardians);
    }
}
