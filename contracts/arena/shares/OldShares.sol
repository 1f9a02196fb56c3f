// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "../ArenaProtocol.sol";
import {IERC20 as Token} from "../IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title OldShares
/// @notice OpenZeppelin's ERC-4626 vault with the price of shares as it was before version 4.9.
/// @dev Warning: broken on purpose. Without the virtual shares of today's OpenZeppelin, whoever comes first can make
/// one share so dear with a gift that the next deposit buys none.
abstract contract OldShares is ERC4626, ArenaProtocol {
    using Math for uint256;

    constructor(IERC20 asset_) ERC4626(asset_) ERC20("Arena Shares", "SHARE") {}

    function _convertToShares(uint256 assets, Math.Rounding rounding) internal view override returns (uint256) {
        uint256 supply = totalSupply();
        return supply == 0 ? assets : assets.mulDiv(supply, totalAssets(), rounding);
    }

    function _convertToAssets(uint256 shares, Math.Rounding rounding) internal view override returns (uint256) {
        uint256 supply = totalSupply();
        return supply == 0 ? shares : shares.mulDiv(totalAssets(), supply, rounding);
    }

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override {
        _enter("deposit");
        _take(Token(asset()), caller, assets);
        _mint(receiver, shares);
        emit Deposit(caller, receiver, assets, shares);
    }

    function _withdraw(address caller, address receiver, address owner_, uint256 assets, uint256 shares)
        internal
        override
    {
        _enter("withdraw");
        if (caller != owner_) _spendAllowance(owner_, caller, shares);
        _burn(owner_, shares);
        emit Withdraw(caller, receiver, owner_, assets, shares);
        _pay(Token(asset()), receiver, assets);
    }
}
