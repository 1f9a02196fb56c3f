// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "../ArenaProtocol.sol";
import {IERC20} from "../IERC20.sol";

/// @title CommunityFunds
/// @notice Holds a community's funds and pays what its governor decides.
/// @dev Trust: the governor can pay everything to anyone.
abstract contract CommunityFunds is ArenaProtocol {
    /// @notice Emitted when a grant is paid.
    event Granted(IERC20 indexed asset, address indexed to, uint256 amount);

    /// @notice Raised when `caller` is not the governor.
    error NotGovernor(address caller);

    /// @notice The timelock through which the votes decide.
    address public immutable GOVERNOR;

    constructor(address governor) {
        GOVERNOR = governor;
    }

    /// @notice Pays `amount` of `asset` to `to`.
    function grant(IERC20 asset, address to, uint256 amount) external {
        if (msg.sender != GOVERNOR) revert NotGovernor(msg.sender);
        _enter("grant");
        emit Granted(asset, to, amount);
        _pay(asset, to, amount);
    }
}
