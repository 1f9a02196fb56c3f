// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {WatchStream} from "../../../src/core/WatchStream.sol";
import {EngagementStub} from "../../mocks/EngagementStub.sol";
import {TokenStub} from "../../mocks/TokenStub.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Everybody at their worst: a governor that drains, a council that pauses and claws whenever it may, recipients
/// that draw at once, and an engagement contract whose clocks jump. Counts what went in and out.
contract StreamActors is Test {
    TokenStub public immutable TOKEN = new TokenStub(6);
    EngagementStub public immutable ENGAGEMENT = new EngagementStub();
    WatchStream public immutable STREAM;
    uint256 public immutable STARTED = block.timestamp;
    uint256 public deposited;
    uint256 public refunded;
    uint256 public paid;
    mapping(address recipient => uint256) public paidTo;
    mapping(address recipient => uint256) public pausedFor;
    uint256 public rateMax;
    address[3] private _recipients = [address(0xA1), address(0xB0), address(0xC1)];

    constructor() {
        STREAM = new WatchStream(address(TOKEN), address(ENGAGEMENT), address(this), address(this));
        TOKEN.approve(address(STREAM), type(uint256).max);
    }

    function deposit(uint256 amount) external {
        amount = bound(amount, 0, 1e15);
        TOKEN.mint(address(this), amount);
        STREAM.deposit(amount);
        deposited += amount;
    }

    function refund(uint256 amount) external {
        (uint256 held, uint256 setAside) = STREAM.holdings();
        uint256 free = (held - setAside) / STREAM.SCALE();
        amount = bound(amount, 0, free + free / 4 + 1);
        try STREAM.refund(address(0xD1), amount) {
            refunded += amount;
        } catch {}
    }

    function setRate(uint256 who, uint256 rate) external {
        rate = bound(rate, 0, 1000e18);
        if (rate > rateMax) rateMax = rate;
        STREAM.setRate(recipient(who), rate);
    }

    function withdraw(uint256 who) external {
        address to = recipient(who);
        uint256 amount = STREAM.withdraw(to, to);
        paid += amount;
        paidTo[to] += amount;
    }

    function pause(uint256 who) external {
        try STREAM.pause(recipient(who), "x") {} catch {}
    }

    function resume(uint256 who) external {
        vm.prank(address(0xD00D));
        try STREAM.resume(recipient(who)) {} catch {}
    }

    function clawBack(uint256 who) external {
        address from = recipient(who);
        STREAM.clawBack(from, STREAM.clawable(from), "x");
    }

    function engage(uint256 who, bool isOn) external {
        if (isOn) ENGAGEMENT.start(recipient(who));
        else ENGAGEMENT.stop(recipient(who));
    }

    function lie(uint256 who, uint256 total) external {
        ENGAGEMENT.set(recipient(who), bound(total, 0, 1e12));
    }

    function passTime(uint256 time) external {
        time = bound(time, 1, 30 days);
        for (uint256 i; i < 3; ++i) {
            if (STREAM.streams(_recipients[i]).isPaused) pausedFor[_recipients[i]] += time;
        }
        skip(time);
    }

    function recipient(uint256 who) public view returns (address) {
        return _recipients[who % 3];
    }

    function debts() external view returns (uint256 sum) {
        for (uint256 i; i < 3; ++i) {
            sum += STREAM.debtOf(_recipients[i]);
        }
    }
}
