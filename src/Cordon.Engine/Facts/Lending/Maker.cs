using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Maker's vaults: changes of collateral and debt in the central ledger, and auctions kicked off.</summary>
/// <remarks>
/// The ledger knows collateral by a name and debt before interest, so the asset is None and amounts are the ledger's
/// own units (18 decimals); the tokens themselves show as transfers to and from the joins.
/// </remarks>
internal sealed class Maker : FactFamily
{
    private static readonly uint Kick =
        (uint)SignatureTable.KeyOf("kick(uint256,uint256,address,address)", isOfCalls: true);

    private static readonly uint OldKick =
        (uint)SignatureTable.KeyOf("kick(address,address,uint256,uint256,uint256)", isOfCalls: true);

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("frob(bytes32,address,address,address,int256,int256)", OnFrob);
        calls.Mean("bark(bytes32,address,address)", OnBark);
        calls.Mean("bite(bytes32,address)", OnBark);
    }

    private static void OnFrob(Extraction x, int call)
    {
        if (!LoanRows.IsStep(x, call, 6) || !x.Calls.Output[call].IsEmpty) return;

        Add(x, call, x.Data.Argument(call, 4), LoanKind.Deposit, LoanKind.Withdraw);
        Add(x, call, x.Data.Argument(call, 5), LoanKind.Borrow, LoanKind.Repay);
    }

    private static void Add(Extraction x, int call, in UInt256 change, LoanKind up, LoanKind down)
    {
        if (change.IsZero) return;

        LoanRows.Add(x, LendingProtocol.Maker, change.IsNegative ? down : up, call, -1, x.Calls.Self[call],
            x.Data.AccountArgument(call, 1), x.Calls.From[call], AccountId.None, Extraction.Magnitude(change));
    }

    private static void OnBark(Extraction x, int call)
    {
        if (!LoanRows.IsStep(x, call, 2) || x.Calls.Output[call].ByteLength != 32) return;

        ref Loan loan = ref LoanRows.Add(x, LendingProtocol.Maker, LoanKind.Liquidate, call, -1, x.Calls.Self[call],
            x.Data.AccountArgument(call, 1), x.Calls.From[call], AccountId.None, default);
        for (int child = call + 1; child < x.Calls.End[call]; child++)
        {
            if (!x.Calls.TookEffect(child)) continue;
            if (x.Calls.Selector[child] == Kick) loan.CollateralAmount = x.Data.Argument(child, 1);
            else if (x.Calls.Selector[child] == OldKick) loan.CollateralAmount = x.Data.Argument(child, 3);
        }
    }
}
