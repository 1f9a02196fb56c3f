// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardianKeys} from "../../src/interfaces/IGuardianKeys.sol";
import {ISlasher} from "../../src/interfaces/ISlasher.sol";

/// @dev A stake whose weights tests set by hand, and that remembers whom it was told to slash.
contract StakeStub is IGuardianKeys, ISlasher {
    struct Slash {
        address by;
        address guardian;
        uint256 wad;
        address victim;
        address reporter;
        bool expels;
        bytes32 reason;
    }

    mapping(address guardian => uint256) public weightOf;
    mapping(address key => uint32) private _indexOf;
    mapping(uint32 index => address) public guardianAt;
    uint32 private _count;
    Slash[] public slashes;

    function set(address guardian, uint256 weight) external {
        weightOf[guardian] = weight;
        if (_indexOf[guardian] != 0) return;
        _indexOf[guardian] = ++_count;
        guardianAt[_count] = guardian;
    }

    function setKey(address key, address guardian) external {
        _indexOf[key] = _indexOf[guardian];
    }

    function slash(address guardian, uint256 wad, address victim, address reporter, bool expels, bytes32 reason)
        external
        returns (uint256)
    {
        slashes.push(Slash(msg.sender, guardian, wad, victim, reporter, expels, reason));
        return slashes.length;
    }

    function seatAt(address key, uint256 at) external view returns (uint32 index, uint256 weight) {
        index = _indexOf[key];
        weight = getPastVotes(guardianAt[index], at);
    }

    function slashCount() external view returns (uint256) {
        return slashes.length;
    }

    function getPastVotes(address guardian, uint256 at) public view returns (uint256) {
        require(at < block.timestamp, "future");
        return weightOf[guardian];
    }
}
