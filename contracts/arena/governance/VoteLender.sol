// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "../IERC20.sol";

/// @title VoteLender
/// @notice Lends a token with votes against twice the value in another asset, at a fixed price.
/// @dev Nothing is wrong with it: that votes can be lent is the token's affair, and the governor's that counts them.
contract VoteLender {
    /// @notice Emitted when `borrower` takes `amount` and leaves `collateral`.
    event Borrowed(address indexed borrower, uint256 amount, uint256 collateral);

    /// @notice Emitted when `borrower` brings `amount` back and gets `collateral`.
    event Repaid(address indexed borrower, uint256 amount, uint256 collateral);

    uint256 public constant COLLATERAL_PER_VALUE = 2;

    IERC20 public immutable VOTES;
    IERC20 public immutable COLLATERAL;

    /// @notice Whole votes that one unit of the collateral is worth.
    uint256 public immutable VOTES_PER_COLLATERAL;

    mapping(address borrower => uint256) public debtOf;

    constructor(IERC20 votes, IERC20 collateral, uint256 votesPerCollateral) {
        VOTES = votes;
        COLLATERAL = collateral;
        VOTES_PER_COLLATERAL = votesPerCollateral;
    }

    /// @notice Lends `amount` to the caller against collateral, which must be approved.
    function borrow(uint256 amount) external {
        uint256 collateral = collateralFor(amount);
        debtOf[msg.sender] += amount;
        COLLATERAL.transferFrom(msg.sender, address(this), collateral);
        VOTES.transfer(msg.sender, amount);
        emit Borrowed(msg.sender, amount, collateral);
    }

    /// @notice Takes `amount` back from the caller, approved before, and returns its collateral.
    function repay(uint256 amount) external {
        uint256 collateral = collateralFor(amount);
        debtOf[msg.sender] -= amount;
        VOTES.transferFrom(msg.sender, address(this), amount);
        COLLATERAL.transfer(msg.sender, collateral);
        emit Repaid(msg.sender, amount, collateral);
    }

    /// @notice What `amount` of votes costs in collateral while they are lent.
    function collateralFor(uint256 amount) public view returns (uint256) {
        return amount * COLLATERAL_PER_VALUE / VOTES_PER_COLLATERAL;
    }
}
