// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Engagement} from "../../src/core/Engagement.sol";
import {IEngagement} from "../../src/interfaces/IEngagement.sol";
import {StakeStub} from "../mocks/StakeStub.sol";
import {EngagementActors} from "./handlers/EngagementActors.sol";
import {Test} from "forge-std/Test.sol";

contract EngagementInvariantTest is Test {
    EngagementActors private _actors;
    Engagement private _engagement;
    StakeStub private _stake;

    function setUp() public {
        vm.warp(1000 days);
        vm.roll(100_000);
        _actors = new EngagementActors();
        _engagement = _actors.ENGAGEMENT();
        _stake = _actors.STAKE();
        targetContract(address(_actors));
    }

    /// @dev All statements in one campaign: each of its own would cost as much again.
    function invariant_AttentionIsPunishedForNobodyWhoPaysIt() public view {
        whoeverAlwaysAnswersRightIsNeverPunished();
        nobodyIsPunishedTwiceForAnEpochNorMoreThanThePenalty();
        clocksNeverFallAndNeverOutrunTime();
    }

    function whoeverAlwaysAnswersRightIsNeverPunished() private view {
        for (uint256 i; i < _stake.slashCount(); ++i) {
            (, address who,,,,,) = _stake.slashes(i);
            assertFalse(_actors.isHonest(who));
        }
    }

    function nobodyIsPunishedTwiceForAnEpochNorMoreThanThePenalty() private view {
        assertLe(_stake.slashCount(), _actors.epochsBegun() * 2, "two are lazy");
        for (uint256 i; i < _stake.slashCount(); ++i) {
            (, address who, uint256 wad,,,,) = _stake.slashes(i);
            assertLe(_stake.weightOf(who) * wad / 1e18, 1e18 + 1);
        }
    }

    function clocksNeverFallAndNeverOutrunTime() private view {
        assertFalse(_actors.hasFallen());
        for (uint256 i; i < 5; ++i) {
            assertLe(_engagement.engagedSeconds(_actors.guardians(i)), block.timestamp - 1000 days);
        }
    }
}
