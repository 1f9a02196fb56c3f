// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BountyVault} from "../../../src/core/BountyVault.sol";
import {IBountyVault} from "../../../src/interfaces/IBountyVault.sol";
import {TokenStub} from "../../mocks/TokenStub.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Ann finds reports. Mallory sees every transaction of hers before it is mined, copies commitments, front-runs
/// reveals, and shares what she gets with a committee that decides for her whenever it can and a sponsor that takes
/// what it can. Only Ann's reports exist, so any bounty of Mallory's is stolen.
contract BountyActors is Test {
    address public constant ANN = address(0xA1);
    address public constant MALLORY = address(0xBAD);
    bytes32 private constant _SALT = "salt";
    BountyVault public immutable VAULT;
    TokenStub public immutable TOKEN;
    uint256 public deposited;
    uint256 public commits;
    uint256 public paidToMallory;
    uint256 public paidToAnn;
    uint256 public bondsTaken;
    uint256 public withdrawn;
    uint256 public reports;
    bool public wasRefused;
    mapping(uint256 report => uint256) public committedAt;
    mapping(uint256 report => bool) public isRevealed;

    constructor(BountyVault vault, TokenStub token) {
        VAULT = vault;
        TOKEN = token;
        address[3] memory all = [ANN, MALLORY, address(this)];
        for (uint256 i; i < 3; ++i) {
            token.mint(all[i], 1e30);
            vm.prank(all[i]);
            token.approve(address(vault), type(uint256).max);
        }
    }

    function deposit(uint256 amount) external {
        amount = bound(amount, 0, 1e21);
        VAULT.deposit(amount);
        deposited += amount;
    }

    function find(bool isCopied) external {
        uint256 report = ++reports;
        bytes32 commitment = commitmentOf(ANN, report);
        if (isCopied) _commit(MALLORY, commitment);
        _commit(ANN, commitment);
        committedAt[report] = block.timestamp;
    }

    /// @dev Mallory has the hash from Ann's pending reveal; she commits, waits a block and reveals before her.
    function revealWhileWatched(uint256 which, bool isFrontRun) external {
        uint256 report = pick(which);
        if (report == 0 || isRevealed[report] || block.timestamp > committedAt[report] + 3 days) return;
        vm.roll(block.number + 1);
        if (isFrontRun) {
            _commit(MALLORY, commitmentOf(MALLORY, report));
            vm.roll(block.number + 1);
            _reveal(MALLORY, report);
        }
        _reveal(ANN, report);
        isRevealed[report] = true;
    }

    /// @dev Afterwards she knows the hash for good, and tries with a commitment that is late.
    function claimLate(uint256 which) external {
        uint256 report = pick(which);
        if (report == 0 || !isRevealed[report]) return;
        bytes32 commitment = commitmentOf(MALLORY, report);
        vm.prank(MALLORY);
        try VAULT.commit(commitment) {
            commits += 1;
        } catch {}
        vm.roll(block.number + 1);
        vm.prank(MALLORY);
        try VAULT.reveal(bytes32(report), _SALT, IBountyVault.Severity.Critical, 0) {} catch {}
    }

    function decide(uint256 id, uint128 amount, bool isSpam) external {
        id = bound(id, 0, VAULT.claimCount());
        bool isMallorys = VAULT.claims(id).reporter == MALLORY;
        amount = isMallorys ? 1000e18 : uint128(bound(amount, 0, 300e18));
        vm.prank(VAULT.COMMITTEE());
        try VAULT.decide(id, amount, isSpam && !isMallorys && amount == 0) {} catch {}
    }

    function challenge(uint256 id, uint256 ruling) external {
        id = bound(id, 0, VAULT.claimCount());
        vm.deal(ANN, 0.1 ether);
        vm.prank(ANN);
        try VAULT.challenge{value: 0.1 ether}(id) {} catch {}
        vm.prank(address(VAULT.ARBITRATOR()));
        try VAULT.rule(bound(id, 0, 5), ruling % 5) {} catch {}
    }

    function finalize(uint256 id) external {
        try VAULT.finalize(bound(id, 0, VAULT.claimCount())) {} catch {}
    }

    function payOut(uint256 id) external {
        id = bound(id, 0, VAULT.claimCount());
        vm.prank(MALLORY);
        try VAULT.payOut(id, MALLORY) returns (uint256 amount) {
            paidToMallory += amount;
        } catch {}
        vm.prank(ANN);
        try VAULT.payOut(id, ANN) returns (uint256 amount) {
            paidToAnn += amount;
        } catch {}
    }

    function takeBonds(bool isAnn) external {
        vm.prank(isAnn ? ANN : MALLORY);
        bondsTaken += VAULT.takeBonds(address(0xB0D));
    }

    function forfeit(uint256 which, bool isCopy) external {
        uint256 report = pick(which);
        try VAULT.forfeit(isCopy ? MALLORY : ANN, commitmentOf(ANN, report)) {} catch {}
    }

    function announce(uint128 amount) external {
        vm.prank(VAULT.SPONSOR());
        try VAULT.announceWithdrawal(amount) {} catch {}
    }

    function withdraw() external {
        vm.prank(VAULT.SPONSOR());
        try VAULT.withdraw(address(0x5EE)) returns (uint256 amount) {
            withdrawn += amount;
        } catch {}
    }

    function passTime(uint256 time) external {
        skip(bound(time, 1 hours, 5 days));
        vm.roll(block.number + 1);
    }

    function pick(uint256 which) public view returns (uint256) {
        return reports == 0 ? 0 : which % reports + 1;
    }

    function commitmentOf(address who, uint256 report) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(VAULT), who, bytes32(report), _SALT));
    }

    function _commit(address who, bytes32 commitment) private {
        vm.prank(who);
        try VAULT.commit(commitment) {
            commits += 1;
        } catch {}
    }

    /// @dev Ann's refusal is noted, not thrown: undoing the call would undo the theft that caused it.
    function _reveal(address who, uint256 report) private {
        bool isAnn = who == ANN;
        IBountyVault.Severity severity = isAnn ? IBountyVault.Severity.High : IBountyVault.Severity.Critical;
        vm.prank(who);
        try VAULT.reveal(bytes32(report), _SALT, severity, isAnn ? 250e18 : 1000e18) {}
        catch {
            if (isAnn) wasRefused = true;
        }
    }
}
