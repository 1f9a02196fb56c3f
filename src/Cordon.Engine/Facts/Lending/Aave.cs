using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Aave's pools, versions 1 to 3, and forks: deposits, withdrawals, borrows and repayments.</summary>
/// <remarks>
/// The calls are the same in every dialect and their names are common, so each counts only where the asset it names
/// moved as it says. Version 3 kept most of version 2's functions; only what it renamed is told apart.
/// </remarks>
internal sealed class Aave : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("deposit(address,uint256,uint16)",
            static (x, call) => OnPaid(x, call, LendingProtocol.AaveV1, LoanKind.Deposit, behalf: -1));
        calls.Mean("deposit(address,uint256,address,uint16)",
            static (x, call) => OnPaid(x, call, LendingProtocol.AaveV2, LoanKind.Deposit, behalf: 2));
        calls.Mean("supply(address,uint256,address,uint16)",
            static (x, call) => OnPaid(x, call, LendingProtocol.AaveV3, LoanKind.Deposit, behalf: 2));
        calls.Mean("supplyWithPermit(address,uint256,address,uint16,uint256,uint8,bytes32,bytes32)",
            static (x, call) => OnPaid(x, call, LendingProtocol.AaveV3, LoanKind.Deposit, behalf: 2));
        calls.Mean("repay(address,uint256,address)",
            static (x, call) => OnPaid(x, call, LendingProtocol.AaveV1, LoanKind.Repay, behalf: 2));
        calls.Mean("repay(address,uint256,uint256,address)",
            static (x, call) => OnPaid(x, call, LendingProtocol.AaveV2, LoanKind.Repay, behalf: 3));
        calls.Mean("repayWithPermit(address,uint256,uint256,address,uint256,uint8,bytes32,bytes32)",
            static (x, call) => OnPaid(x, call, LendingProtocol.AaveV3, LoanKind.Repay, behalf: 3));

        calls.Mean("borrow(address,uint256,uint256,uint16)",
            static (x, call) => OnPaidOut(x, call, LendingProtocol.AaveV1, LoanKind.Borrow, behalf: -1, to: -1));
        calls.Mean("borrow(address,uint256,uint256,uint16,address)",
            static (x, call) => OnPaidOut(x, call, LendingProtocol.AaveV2, LoanKind.Borrow, behalf: 4, to: -1));
        calls.Mean("withdraw(address,uint256,address)",
            static (x, call) => OnPaidOut(x, call, LendingProtocol.AaveV2, LoanKind.Withdraw, behalf: -1, to: 2));
        calls.Mean("redeemUnderlying(address,address,uint256,uint256)", OnRedeemed);
    }

    private static void OnPaid(Extraction x, int call, LendingProtocol protocol, LoanKind kind, int behalf)
    {
        if (!LoanRows.IsStep(x, call, 2)) return;

        AccountId asset = x.Data.AccountArgument(call, 0), payer = x.Calls.From[call];
        UInt256 amount = LoanRows.Moved(x, call, asset, payer, AccountId.None);
        if (amount.IsZero) return;

        AccountId account = behalf < 0 ? payer : x.Data.AccountArgument(call, behalf);
        LoanRows.Add(x, protocol, kind, call, -1, x.Calls.Self[call], account, payer, asset, amount);
    }

    private static void OnPaidOut(
        Extraction x, int call, LendingProtocol protocol, LoanKind kind, int behalf, int to)
    {
        if (!LoanRows.IsStep(x, call, 3)) return;

        AccountId asset = x.Data.AccountArgument(call, 0), caller = x.Calls.From[call];
        if (to >= 0 && x.Calls.Output[call].ByteLength != 32) return; // a withdrawal answers how much it was
        AccountId receiver = to < 0 ? caller : x.Data.AccountArgument(call, to);
        UInt256 amount = LoanRows.Moved(x, call, asset, AccountId.None, receiver);
        if (amount.IsZero) return;

        AccountId account = behalf < 0 ? caller : x.Data.AccountArgument(call, behalf);
        LoanRows.Add(x, protocol, kind, call, -1, x.Calls.Self[call], account, caller, asset, amount);
    }

    // Version 1: the interest-bearing token asks the pool to pay its holder out.
    private static void OnRedeemed(Extraction x, int call)
    {
        if (!LoanRows.IsStep(x, call, 4)) return;

        AccountId asset = x.Data.AccountArgument(call, 0), account = x.Data.AccountArgument(call, 1);
        if (LoanRows.Moved(x, call, asset, AccountId.None, account).IsZero) return;

        LoanRows.Add(x, LendingProtocol.AaveV1, LoanKind.Withdraw, call, -1, x.Calls.Self[call], account, account,
            asset, x.Data.Argument(call, 2));
    }
}
