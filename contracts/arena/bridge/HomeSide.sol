// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "../ArenaProtocol.sol";
import {IERC20} from "../IERC20.sol";
import {Inbox} from "./Inbox.sol";

/// @title HomeSide
/// @notice The home side of a lock-and-mint bridge: locks an asset, and releases it for what was burned on the other
/// side.
abstract contract HomeSide is Inbox, ArenaProtocol {
    /// @notice Emitted when `amount` is locked, to be minted to `to`.
    event Locked(uint256 indexed nonce, address indexed to, uint256 amount);

    /// @notice Emitted when `amount` is paid for the other side's message `nonce`.
    event Released(uint256 indexed nonce, address indexed to, uint256 amount);

    IERC20 public immutable ASSET;

    /// @notice The messages sent so far.
    uint256 public nonce;

    /// @notice The other side; zero until it is told.
    address public remote;

    /// @notice Raised when the other side is told twice.
    error IsLinked(address remote);

    constructor(IERC20 asset, address updater, bytes32 firstRoot) Inbox(updater, firstRoot) {
        ASSET = asset;
    }

    /// @notice Tells the other side's address, once.
    function link(address remote_) external {
        if (msg.sender != UPDATER) revert NotUpdater(msg.sender);
        if (remote != address(0)) revert IsLinked(remote);
        remote = remote_;
    }

    /// @notice Locks `amount` of the caller's asset, to be minted to `to` on the other side.
    function lock(address to, uint256 amount) external {
        _enter("lock");
        uint256 sent = ++nonce;
        _take(ASSET, msg.sender, amount);
        emit Locked(sent, to, amount);
    }

    /// @notice Pays what the other side's message `sent` says; anyone may call.
    function release(uint256 sent, address to, uint256 amount) external {
        _enter("release");
        _accept(messageOf(remote, sent, to, amount));
        emit Released(sent, to, amount);
        _pay(ASSET, to, amount);
    }

    /// @notice What is locked.
    function locked() external view returns (uint256) {
        return ASSET.balanceOf(address(this));
    }
}
