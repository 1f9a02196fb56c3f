namespace Cordon.Domain.Facts;

public enum LoanKind : byte
{
    Deposit,
    Withdraw,
    Borrow,
    Repay,
    Liquidate,
}
