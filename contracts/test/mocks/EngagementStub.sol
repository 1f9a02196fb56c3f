// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @dev Clocks that tests start, stop and set.
contract EngagementStub {
    mapping(address guardian => uint256) private _banked;
    mapping(address guardian => uint256) private _since;

    function start(address guardian) external {
        if (_since[guardian] == 0) _since[guardian] = block.timestamp;
    }

    function stop(address guardian) external {
        _banked[guardian] = engagedSeconds(guardian);
        _since[guardian] = 0;
    }

    function set(address guardian, uint256 total) external {
        _banked[guardian] = total;
        _since[guardian] = 0;
    }

    function engagedSeconds(address guardian) public view returns (uint256) {
        uint256 since = _since[guardian];
        return _banked[guardian] + (since == 0 ? 0 : block.timestamp - since);
    }
}
