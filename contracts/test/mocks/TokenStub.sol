// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Mints to anybody; `feeBps` of each transfer vanish; a refused address can receive nothing.
contract TokenStub is ERC20("Stub", "STUB") {
    uint8 private immutable _DECIMALS;
    uint256 public feeBps;
    mapping(address account => bool) public isRefused;

    constructor(uint8 decimals_) {
        _DECIMALS = decimals_;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setFee(uint256 bps) external {
        feeBps = bps;
    }

    function refuse(address account) external {
        isRefused[account] = true;
    }

    function decimals() public view override returns (uint8) {
        return _DECIMALS;
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(!isRefused[to], "refused");
        if (feeBps == 0 || from == address(0) || to == address(0)) return super._update(from, to, amount);
        uint256 fee = amount * feeBps / 10_000;
        super._update(from, address(0), fee);
        super._update(from, to, amount - fee);
    }
}
