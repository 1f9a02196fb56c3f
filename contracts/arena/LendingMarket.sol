// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ArenaProtocol} from "./ArenaProtocol.sol";
import {IERC20} from "./IERC20.sol";
import {IUniswapV2Pair} from "./IUniswapV2Pair.sol";

/// @title LendingMarket
/// @notice A small lending market: deposit one asset, borrow another up to a share of the deposit's value.
/// @dev Warning: broken on purpose. It values collateral at the reserves a pool has at this very moment, which anyone
/// with enough capital, borrowed for one transaction, can move. The arena attacks exactly that.
abstract contract LendingMarket is ArenaProtocol {
    /// @notice Emitted when a lender adds `amount` of the loan asset.
    event Supplied(address indexed lender, uint256 amount);

    /// @notice Emitted when a lender takes `amount` of the loan asset back.
    event Redeemed(address indexed lender, uint256 amount);

    /// @notice Emitted when `borrower` adds collateral.
    event CollateralDeposited(address indexed borrower, uint256 amount);

    /// @notice Emitted when `borrower` takes collateral back.
    event CollateralWithdrawn(address indexed borrower, uint256 amount);

    /// @notice Emitted when `borrower` takes a loan.
    event Borrowed(address indexed borrower, uint256 amount);

    /// @notice Emitted when `borrower` pays back.
    event Repaid(address indexed borrower, uint256 amount);

    /// @notice Emitted when somebody pays the debt of `borrower` and gets its collateral.
    event Liquidated(address indexed borrower, address indexed liquidator, uint256 debt, uint256 collateral);

    /// @notice Raised when the collateral of `borrower` covers its debt.
    error Covered(address borrower);

    /// @notice Raised when a debt of `debt` would exceed the `limit` its collateral allows.
    error Undercollateralized(uint256 debt, uint256 limit);

    uint256 public constant LOAN_TO_VALUE_BPS = 7_500;
    uint256 private constant BPS = 10_000;

    IUniswapV2Pair public immutable POOL;
    IERC20 public immutable COLLATERAL;
    IERC20 public immutable LOAN;

    /// @notice What lenders supplied and did not take back: what the market owes them.
    uint256 public totalSupplied;

    mapping(address lender => uint256) public suppliedOf;
    mapping(address borrower => uint256) public collateralOf;
    mapping(address borrower => uint256) public debtOf;

    constructor(IUniswapV2Pair pool, IERC20 collateral, IERC20 loan) {
        POOL = pool;
        COLLATERAL = collateral;
        LOAN = loan;
    }

    /// @notice Adds loan assets that borrowers can take.
    function supply(uint256 amount) external {
        suppliedOf[msg.sender] += amount;
        totalSupplied += amount;
        _take(LOAN, msg.sender, amount);
        emit Supplied(msg.sender, amount);
    }

    /// @notice Pays supplied loan assets back to the caller.
    function redeem(uint256 amount) external {
        _enter("redeem");
        suppliedOf[msg.sender] -= amount;
        totalSupplied -= amount;
        _pay(LOAN, msg.sender, amount);
        emit Redeemed(msg.sender, amount);
    }

    /// @notice Adds collateral for the caller.
    function depositCollateral(uint256 amount) external {
        _enter("deposit");
        collateralOf[msg.sender] += amount;
        _take(COLLATERAL, msg.sender, amount);
        emit CollateralDeposited(msg.sender, amount);
    }

    /// @notice Takes collateral back as far as the caller's debt allows.
    function withdrawCollateral(uint256 amount) external {
        _enter("withdraw");
        collateralOf[msg.sender] -= amount;
        _requireCovered(msg.sender);
        _pay(COLLATERAL, msg.sender, amount);
        emit CollateralWithdrawn(msg.sender, amount);
    }

    /// @notice Lends to the caller against its collateral.
    function borrow(uint256 amount) external {
        _enter("borrow");
        debtOf[msg.sender] += amount;
        _requireCovered(msg.sender);
        _pay(LOAN, msg.sender, amount);
        emit Borrowed(msg.sender, amount);
    }

    /// @notice Pays the caller's debt back.
    function repay(uint256 amount) external {
        debtOf[msg.sender] -= amount;
        _take(LOAN, msg.sender, amount);
        emit Repaid(msg.sender, amount);
    }

    /// @notice Pays the whole debt of a borrower whose collateral no longer covers it; the caller gets the collateral.
    function liquidate(address borrower) external {
        _enter("liquidate");
        (uint256 debt, uint256 collateral) = (debtOf[borrower], collateralOf[borrower]);
        if (debt <= valueOf(collateral) * LOAN_TO_VALUE_BPS / BPS) revert Covered(borrower);

        (debtOf[borrower], collateralOf[borrower]) = (0, 0);
        _take(LOAN, msg.sender, debt);
        _pay(COLLATERAL, msg.sender, collateral);
        emit Liquidated(borrower, msg.sender, debt, collateral);
    }

    /// @notice What `amount` of collateral is worth in the loan asset at the pool's reserves of this moment.
    function valueOf(uint256 amount) public view returns (uint256) {
        (uint256 reserve0, uint256 reserve1,) = POOL.getReserves();
        bool collateralIsFirst = POOL.token0() == address(COLLATERAL);
        return collateralIsFirst ? amount * reserve1 / reserve0 : amount * reserve0 / reserve1;
    }

    function _requireCovered(address borrower) private view {
        uint256 debt = debtOf[borrower];
        if (debt == 0) return;

        uint256 limit = valueOf(collateralOf[borrower]) * LOAN_TO_VALUE_BPS / BPS;
        if (debt > limit) revert Undercollateralized(debt, limit);
    }
}
