using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Compound V3's markets: one base asset, many collaterals.</summary>
/// <remarks>A withdrawal of the base asset may be a borrow: the calls do not say, so it stays a withdrawal.</remarks>
internal sealed class CompoundV3 : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("supply(address,uint256)", static (x, call) => OnSupply(x, call, account: -1, asset: 0));
        calls.Mean("supplyTo(address,address,uint256)", static (x, call) => OnSupply(x, call, account: 0, asset: 1));
        calls.Mean("supplyFrom(address,address,address,uint256)",
            static (x, call) => OnSupply(x, call, account: 1, asset: 2));
        calls.Mean("withdraw(address,uint256)", static (x, call) => OnWithdraw(x, call, account: -1, asset: 0));
        calls.Mean("withdrawTo(address,address,uint256)",
            static (x, call) => OnWithdraw(x, call, account: -1, asset: 1));
        calls.Mean("withdrawFrom(address,address,address,uint256)",
            static (x, call) => OnWithdraw(x, call, account: 0, asset: 2));
        calls.Mean("absorb(address,address[])", OnAbsorb);
        logs.Mean("AbsorbDebt(address,address,uint256,uint256)", OnAbsorbLog);
    }

    private static void OnSupply(Extraction x, int call, int account, int asset)
    {
        if (!LoanRows.IsStep(x, call, asset + 2) || !x.Calls.Output[call].IsEmpty) return;

        AccountId market = x.Calls.Self[call], token = x.Data.AccountArgument(call, asset);
        UInt256 amount = LoanRows.Moved(x, call, token, AccountId.None, market);
        if (!amount.IsZero) Add(x, call, LoanKind.Deposit, account, token, amount);
    }

    private static void OnWithdraw(Extraction x, int call, int account, int asset)
    {
        if (!LoanRows.IsStep(x, call, asset + 2) || !x.Calls.Output[call].IsEmpty) return;

        AccountId market = x.Calls.Self[call], token = x.Data.AccountArgument(call, asset);
        UInt256 amount = LoanRows.Moved(x, call, token, market, AccountId.None);
        if (!amount.IsZero) Add(x, call, LoanKind.Withdraw, account, token, amount);
    }

    private static void Add(Extraction x, int call, LoanKind kind, int account, AccountId token, in UInt256 amount)
    {
        AccountId caller = x.Calls.From[call];
        LoanRows.Add(x, LendingProtocol.CompoundV3, kind, call, -1, x.Calls.Self[call],
            account < 0 ? caller : x.Data.AccountArgument(call, account), caller, token, amount);
    }

    // The market takes the collateral for itself and pays the debt from its reserves; the caller receives nothing.
    private static void OnAbsorb(Extraction x, int call)
    {
        if (x.HasLogs || !LoanRows.IsStep(x, call, 2)) return;
        if (!x.TryArray(x.Calls.Input[call], 4, 32, out int start, out int count)) return;

        for (int i = 0; i < count; i++)
        {
            AccountId borrower = x.Data.AccountAt(x.Calls.Input[call], start + (32 * i));
            LoanRows.Add(x, LendingProtocol.CompoundV3, LoanKind.Liquidate, call, -1, x.Calls.Self[call],
                borrower, x.Calls.From[call], AccountId.None, default);
        }
    }

    private static void OnAbsorbLog(Extraction x, int log)
    {
        if (x.Logs.TopicCount[log] != 3 || !x.Data.TryWord(x.Logs.Data[log], 32, out _)) return;

        LoanRows.Add(x, LendingProtocol.CompoundV3, LoanKind.Liquidate, x.FrameOfLog(log), log, x.Logs.Address[log],
            x.Data.TopicAccount(log, 2), x.Data.TopicAccount(log, 1), AccountId.None, x.Data.DataWord(log, 0));
    }
}
