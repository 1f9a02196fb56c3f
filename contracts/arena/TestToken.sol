// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "./IERC20.sol";

/// @title TestToken
/// @notice A plain ERC-20 with 18 decimals that its deployer can mint.
/// @dev Trust: the owner mints without limit; made for a test chain.
contract TestToken is IERC20 {
    /// @notice Raised when `caller` may not mint.
    error NotOwner(address caller);

    /// @notice Raised when `owner` has `balance`, less than `needed`.
    error InsufficientBalance(address owner, uint256 balance, uint256 needed);

    /// @notice Raised when `spender` may move `allowance`, less than `needed`.
    error InsufficientAllowance(address spender, uint256 allowance, uint256 needed);

    uint8 public constant decimals = 18;

    address public immutable OWNER = msg.sender;

    string public name;
    string public symbol;
    uint256 public totalSupply;
    mapping(address owner => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    constructor(string memory name_, string memory symbol_) {
        name = name_;
        symbol = symbol_;
    }

    /// @notice Creates `value` for `to`.
    function mint(address to, uint256 value) external {
        if (msg.sender != OWNER) revert NotOwner(msg.sender);

        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    /// @inheritdoc IERC20
    function transfer(address to, uint256 value) external returns (bool) {
        _move(msg.sender, to, value);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            if (allowed < value) revert InsufficientAllowance(msg.sender, allowed, value);
            allowance[from][msg.sender] = allowed - value;
        }
        _move(from, to, value);
        return true;
    }

    function _move(address from, address to, uint256 value) private {
        uint256 balance = balanceOf[from];
        if (balance < value) revert InsufficientBalance(from, balance, value);

        balanceOf[from] = balance - value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}
