using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Morpho Blue: every call names its market's tokens and answers what it moved.</summary>
internal sealed class Morpho : FactFamily
{
    private const string Market = "((address,address,address,address,uint256)";
    private const int LoanToken = 0, CollateralToken = 1;

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean($"supply{Market},uint256,uint256,address,bytes)",
            static (x, call) => OnStep(x, call, LoanKind.Deposit));
        calls.Mean($"withdraw{Market},uint256,uint256,address,address)",
            static (x, call) => OnStep(x, call, LoanKind.Withdraw));
        calls.Mean($"borrow{Market},uint256,uint256,address,address)",
            static (x, call) => OnStep(x, call, LoanKind.Borrow));
        calls.Mean($"repay{Market},uint256,uint256,address,bytes)",
            static (x, call) => OnStep(x, call, LoanKind.Repay));
        calls.Mean($"supplyCollateral{Market},uint256,address,bytes)",
            static (x, call) => OnCollateral(x, call, LoanKind.Deposit));
        calls.Mean($"withdrawCollateral{Market},uint256,address,address)",
            static (x, call) => OnCollateral(x, call, LoanKind.Withdraw));
        calls.Mean($"liquidate{Market},address,uint256,uint256,bytes)", OnLiquidate);
    }

    // Arguments: five words of market, assets, shares, on behalf of whom; answers assets and shares.
    private static void OnStep(Extraction x, int call, LoanKind kind)
    {
        if (!LoanRows.IsStep(x, call, 8) || x.Calls.Output[call].ByteLength != 64) return;

        Add(x, call, kind, x.Data.AccountArgument(call, 7), LoanToken, x.Data.Result(call, 0));
    }

    private static void OnCollateral(Extraction x, int call, LoanKind kind)
    {
        if (!LoanRows.IsStep(x, call, 7) || !x.Calls.Output[call].IsEmpty) return;

        Add(x, call, kind, x.Data.AccountArgument(call, 6), CollateralToken, x.Data.Argument(call, 5));
    }

    // Answers what was seized and what was repaid.
    private static void OnLiquidate(Extraction x, int call)
    {
        if (!LoanRows.IsStep(x, call, 8) || x.Calls.Output[call].ByteLength != 64) return;

        ref Loan loan = ref Add(
            x, call, LoanKind.Liquidate, x.Data.AccountArgument(call, 5), LoanToken, x.Data.Result(call, 1));
        loan.CollateralAsset = x.Data.AccountArgument(call, CollateralToken);
        loan.CollateralAmount = x.Data.Result(call, 0);
    }

    private static ref Loan Add(
        Extraction x, int call, LoanKind kind, AccountId account, int asset, in UInt256 amount) =>
        ref LoanRows.Add(x, LendingProtocol.Morpho, kind, call, -1, x.Calls.Self[call], account,
            x.Calls.From[call], x.Data.AccountArgument(call, asset), amount);
}
