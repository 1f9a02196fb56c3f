using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>A step in a lending market: deposit, withdraw, borrow, repay or liquidate.</summary>
public struct Loan
{
    public int Tx;
    public int Call;
    public int Log;
    public LoanKind Kind;
    public LendingProtocol Protocol;

    /// <summary>The pool or market contract.</summary>
    public AccountId Market;

    /// <summary>Whose position changes: depositor, borrower, or who is liquidated.</summary>
    public AccountId Account;

    /// <summary>Who acts: the payer of a repayment, the liquidator; else as Account.</summary>
    public AccountId Actor;

    /// <summary>What is lent, deposited or repaid; the native coin as <see cref="AccountId.Ether"/>.</summary>
    public AccountId Asset;
    public UInt256 Amount;

    /// <summary>Liquidations: what the liquidator received, and how much.</summary>
    public AccountId CollateralAsset;
    public UInt256 CollateralAmount;
}
