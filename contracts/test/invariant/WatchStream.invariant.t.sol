// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {WatchStream} from "../../src/core/WatchStream.sol";
import {TokenStub} from "../mocks/TokenStub.sol";
import {StreamActors} from "./handlers/StreamActors.sol";
import {Test} from "forge-std/Test.sol";

contract WatchStreamInvariantTest is Test {
    StreamActors private _actors;
    WatchStream private _stream;
    TokenStub private _token;

    function setUp() public {
        vm.warp(1000 days);
        _actors = new StreamActors();
        _stream = _actors.STREAM();
        _token = _actors.TOKEN();
        targetContract(address(_actors));
    }

    /// @dev All statements in one campaign: each of its own would cost as much again.
    function invariant_TheStreamsNeverOweMoreThanTheyHold() public view {
        theStreamsNeverOweMoreThanTheyHold();
        everyTokenIsAccountedFor();
        nobodyEarnsMoreThanTheHighestRateForAllTime();
    }

    function theStreamsNeverOweMoreThanTheyHold() private view {
        (uint256 held, uint256 setAside) = _stream.holdings();
        assertLe(_actors.debts(), setAside);
        assertLe(setAside, held);
        assertLe(held, _token.balanceOf(address(_stream)) * 1e12);
    }

    function everyTokenIsAccountedFor() private view {
        uint256 left = _actors.deposited() - _actors.refunded() - _actors.paid();
        assertEq(_token.balanceOf(address(_stream)), left);
        (uint256 held,) = _stream.holdings();
        assertEq(held, left * 1e12);
    }

    function nobodyEarnsMoreThanTheHighestRateForAllTime() private view {
        uint256 most = _actors.rateMax() * (block.timestamp - 1000 days);
        for (uint256 i; i < 3; ++i) {
            address who = _actors.recipient(i);
            assertLe(_actors.paidTo(who) * 1e12 + _stream.debtOf(who), most);
        }
    }

    /// @dev Whatever happened: everybody gets all they are owed, to the token's last unit.
    function afterInvariant() public {
        for (uint256 i; i < 3; ++i) {
            address who = _actors.recipient(i);
            uint256 debt = _stream.debtOf(who);
            assertEq(_stream.withdraw(who, who), debt / 1e12);
        }
    }
}
