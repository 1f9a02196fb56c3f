// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "../ArenaProtocol.sol";
import {Inbox} from "./Inbox.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title FarSide
/// @notice The far side of a lock-and-mint bridge: the token that stands for what is locked at home.
abstract contract FarSide is ERC20, Inbox, ArenaProtocol {
    /// @notice Emitted when `amount` is minted for the home side's message `nonce`.
    event Minted(uint256 indexed nonce, address indexed to, uint256 amount);

    /// @notice Emitted when `amount` is burned, to be released to `to`.
    event Burned(uint256 indexed nonce, address indexed to, uint256 amount);

    /// @notice The home side.
    address public immutable HOME;

    /// @notice The messages sent so far.
    uint256 public nonce;

    constructor(address home, address updater, bytes32 firstRoot)
        ERC20("Arena Bridged Ether", "BRETH")
        Inbox(updater, firstRoot)
    {
        HOME = home;
    }

    /// @notice Mints what the home side's message `sent` says; anyone may call.
    function mint(uint256 sent, address to, uint256 amount) external {
        _enter("mint");
        _accept(messageOf(HOME, sent, to, amount));
        _countMint(amount);
        _mint(to, amount);
        emit Minted(sent, to, amount);
    }

    /// @notice Burns `amount` of the caller's, to be released to `to` at home.
    function burn(address to, uint256 amount) external {
        _enter("burn");
        _burn(msg.sender, amount);
        emit Burned(++nonce, to, amount);
    }

    /// @dev Where mints have a limit, they count towards it.
    function _countMint(uint256 amount) internal virtual {}
}
