// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Engagement} from "../../../src/core/Engagement.sol";
import {IEngagement} from "../../../src/interfaces/IEngagement.sol";
import {StakeStub} from "../../mocks/StakeStub.sol";
import {EngagementSettings} from "../../support/EngagementSettings.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Three honest guardians (75 % of the weight) that answer every epoch, one that guesses and one that sleeps;
/// and whoever they are, everybody denounces everybody.
contract EngagementActors is Test {
    StakeStub public immutable STAKE = new StakeStub();
    Engagement public immutable ENGAGEMENT;
    address[5] public guardians = [address(0xA1), address(0xA2), address(0xA3), address(0xBAD), address(0x51EE)];
    uint256 public epochsBegun;
    bool public hasFallen;
    mapping(address guardian => uint256) private _last;

    constructor() {
        IEngagement.Settings memory settings = EngagementSettings.daily(1e18);
        (settings.dutyWad, settings.auditWad, settings.cost) = (0.5e18, 0.5e18, 0.225e18);
        ENGAGEMENT = new Engagement(address(STAKE), settings);
        for (uint256 i; i < 5; ++i) {
            STAKE.set(guardians[i], i < 3 ? 25e18 : 12.5e18);
        }
    }

    function epoch(bytes32 randao, bool isGuessing, bool isCopying) external {
        vm.warp((block.timestamp / 1 days + 1) * 1 days);
        vm.roll(block.number + 7200);
        vm.prevrandao(randao);
        uint256 number = ENGAGEMENT.open();
        epochsBegun += 1;
        bytes32 right = keccak256(abi.encode(number));
        bytes32 guess = isCopying ? right : keccak256("guess");
        for (uint256 i; i < 3; ++i) {
            _commit(number, guardians[i], right);
        }
        if (isGuessing) _commit(number, guardians[3], guess);
        skip(1 hours + 1);
        for (uint256 i; i < 3; ++i) {
            _reveal(number, guardians[i], right);
        }
        if (isGuessing) _reveal(number, guardians[3], guess);
        skip(1 hours);
        vm.prevrandao(keccak256(abi.encode(randao)));
        ENGAGEMENT.close(number);
        _watch();
    }

    function denounce(uint256 who, uint256 back, bool isMiss) external {
        uint256 number = ENGAGEMENT.currentEpoch() - bound(back, 0, 8);
        address guardian = guardians[who % 5];
        if (isMiss) {
            try ENGAGEMENT.punishMiss(number, guardian) {} catch {}
        } else {
            try ENGAGEMENT.punishWrong(number, guardian) {} catch {}
        }
        _watch();
    }

    function passTime(uint256 time) external {
        skip(bound(time, 1, 5 days));
        _watch();
    }

    function isHonest(address guardian) external view returns (bool) {
        return guardian == guardians[0] || guardian == guardians[1] || guardian == guardians[2];
    }

    function _watch() private {
        for (uint256 i; i < 5; ++i) {
            uint256 total = ENGAGEMENT.engagedSeconds(guardians[i]);
            if (total < _last[guardians[i]]) hasFallen = true;
            _last[guardians[i]] = total;
        }
    }

    function _commit(uint256 number, address guardian, bytes32 digest) private {
        vm.prank(guardian);
        ENGAGEMENT.commit(number, keccak256(abi.encode(number, guardian, digest, bytes32(0))));
    }

    function _reveal(uint256 number, address guardian, bytes32 digest) private {
        vm.prank(guardian);
        ENGAGEMENT.reveal(number, digest, 0);
    }
}
