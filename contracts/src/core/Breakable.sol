// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../interfaces/ICircuitBreaker.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Breakable
/// @notice What a protected contract inherits: it pays out and takes in through these functions, and marks its
/// sensitive functions with `breakable`.
/// @dev Warning: the payment is the last thing a function does: the recipient, or the breaker, is called. A held
/// payment has left the protocol: book it as paid.
abstract contract Breakable {
    using SafeERC20 for IERC20;

    /// @dev Sets quarantine targets apart from assets' and from the groups that a protocol names.
    bytes32 private constant QUARANTINE_TAG = keccak256("Cordon quarantine");

    ICircuitBreaker public immutable BREAKER;

    /// @notice Raised when deployed without a breaker.
    error NoBreaker();

    /// @dev Stops the function while its group, or everything, is paused.
    modifier breakable(bytes32 group) {
        BREAKER.enter(group, 1);
        _;
    }

    /// @dev Stops the function for `account` alone, while it is in quarantine; everyone else goes on.
    modifier notQuarantined(address account) {
        BREAKER.enter(quarantineTarget(account), 1);
        _;
    }

    constructor(ICircuitBreaker breaker) {
        if (address(breaker) == address(0)) revert NoBreaker();
        BREAKER = breaker;
    }

    /// @notice Returns the target whose pause keeps `account` out of what is marked `notQuarantined`.
    function quarantineTarget(address account) public pure returns (bytes32) {
        return keccak256(abi.encode(QUARANTINE_TAG, account));
    }

    /// @notice Pays `amount` of `asset` to `to`, or hands it to the breaker to be paid when its turn comes.
    /// @return ticket The held payment; 0: it was paid.
    function _payOut(IERC20 asset, address to, uint256 amount) internal returns (uint256 ticket) {
        if (BREAKER.outflow(address(asset), amount)) {
            asset.safeTransfer(to, amount);
            return 0;
        }
        asset.forceApprove(address(BREAKER), amount);
        return BREAKER.hold(address(asset), to, amount);
    }

    /// @notice Pays `amount` of the chain's coin to `to`, likewise.
    function _payOutCoin(address payable to, uint256 amount) internal returns (uint256 ticket) {
        if (BREAKER.outflow(address(0), amount)) {
            Address.sendValue(to, amount);
            return 0;
        }
        return BREAKER.hold{value: amount}(address(0), to, amount);
    }

    /// @notice Takes `amount` of `asset` from `from`, and lets the breaker know what arrived.
    function _takeIn(IERC20 asset, address from, uint256 amount) internal returns (uint256 received) {
        uint256 before = asset.balanceOf(address(this));
        asset.safeTransferFrom(from, address(this), amount);
        received = asset.balanceOf(address(this)) - before;
        BREAKER.inflow(address(asset), received);
    }

    /// @notice Lets the breaker know of `amount` of the chain's coin that arrived.
    function _tookInCoin(uint256 amount) internal {
        BREAKER.inflow(address(0), amount);
    }
}
