// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Engagement} from "../../src/core/Engagement.sol";
import {WatchStream} from "../../src/core/WatchStream.sol";
import {IBountyVault} from "../../src/interfaces/IBountyVault.sol";
import {IEngagement} from "../../src/interfaces/IEngagement.sol";
import {EngagementStub} from "../mocks/EngagementStub.sol";
import {GuardedVault} from "../mocks/GuardedVault.sol";
import {StakeStub} from "../mocks/StakeStub.sol";
import {BountyFixture} from "../unit/BountyFixture.sol";

/// @dev Figures for snapshots/VaultGas.json, so that a diff shows a change of cost; 21,000 and call data included.
contract VaultGasTest is BountyFixture {
    WatchStream private _stream;
    EngagementStub private _clocks = new EngagementStub();
    StakeStub private _stake = new StakeStub();
    Engagement private _engagement;
    GuardedVault private _guarded = new GuardedVault();

    function setUp() public override {
        super.setUp();
        vm.roll(100_000);
        _stream = new WatchStream(address(token), address(_clocks), GOVERNOR, COMMITTEE);
        token.mint(address(this), 1000e18);
        token.approve(address(_stream), type(uint256).max);
        _stream.deposit(1000e18);
        vm.prank(GOVERNOR);
        _stream.setRate(ANN, 1e15);
        _clocks.start(ANN);
        skip(1 days);
        _stake.set(ANN, 100e18);
        _engagement = new Engagement(
            address(_stake),
            IEngagement.Settings(1 days, 1 hours, 1 hours, 3 days, 7 days, 32, 7200, 3, 1e18, 1e18, 0, 1e18, 1e18)
        );
    }

    /// forge-config: default.isolate = true
    function test_StreamWithdraw() public {
        vm.prank(ANN);
        _stream.withdraw(ANN, ANN);
        vm.snapshotGasLastCall("VaultGas", "stream withdraw");
    }

    /// forge-config: default.isolate = true
    function test_EngagementEpoch() public {
        uint256 epoch = _engagement.open();
        vm.snapshotGasLastCall("VaultGas", "engagement open");
        vm.prank(ANN);
        _engagement.commit(epoch, keccak256(abi.encode(epoch, ANN, REPORT, SALT)));
        vm.snapshotGasLastCall("VaultGas", "engagement commit");
        skip(1 hours + 1);
        vm.prank(ANN);
        _engagement.reveal(epoch, REPORT, SALT);
        vm.snapshotGasLastCall("VaultGas", "engagement reveal");
    }

    /// forge-config: default.isolate = true
    function test_Bounty() public {
        commit(ANN, REPORT);
        vm.snapshotGasLastCall("VaultGas", "bounty commit");
        vm.roll(block.number + 1);
        uint256 id = reveal(ANN, REPORT, IBountyVault.Severity.High, 1e18);
        vm.snapshotGasLastCall("VaultGas", "bounty reveal");
        skip(3 days + 1);
        decide(id, 1e18, false);
        vm.snapshotGasLastCall("VaultGas", "bounty decide");
    }

    /// forge-config: default.isolate = true
    function test_GuardedCall() public {
        _guarded.lend(0);
        vm.snapshotGasLastCall("VaultGas", "call guarded by two invariants");
    }
}
