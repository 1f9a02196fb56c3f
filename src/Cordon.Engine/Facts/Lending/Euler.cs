using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Euler, version 1 (tokens that dispatch to one central contract) and version 2 (vaults).</summary>
internal sealed class Euler : FactFamily
{
    private static readonly uint Dispatch = (uint)SignatureTable.KeyOf("dispatch()", isOfCalls: true);

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("deposit(uint256,uint256)",
            static (x, call) => OnDispatched(x, call, LoanKind.Deposit, isPaid: true));
        calls.Mean("withdraw(uint256,uint256)",
            static (x, call) => OnDispatched(x, call, LoanKind.Withdraw, isPaid: false));
        calls.Mean("borrow(uint256,uint256)",
            static (x, call) => OnDispatched(x, call, LoanKind.Borrow, isPaid: false));
        calls.Mean("repay(uint256,uint256)",
            static (x, call) => OnDispatched(x, call, LoanKind.Repay, isPaid: true));
        calls.Mean("liquidate(address,address,address,uint256,uint256)", OnLiquidate);

        calls.Mean("borrow(uint256,address)", static (x, call) => OnVault(x, call, LoanKind.Borrow, isPaid: false));
        calls.Mean("repay(uint256,address)", static (x, call) => OnVault(x, call, LoanKind.Repay, isPaid: true));
    }

    private static void OnDispatched(Extraction x, int call, LoanKind kind, bool isPaid)
    {
        if (!LoanRows.IsStep(x, call, 2) || !TryCentral(x, call, out AccountId central)) return;

        AccountId caller = x.Calls.From[call];
        Add(x, call, kind, isPaid, caller, caller, central);
    }

    private static void OnVault(Extraction x, int call, LoanKind kind, bool isPaid)
    {
        if (!LoanRows.IsStep(x, call, 2) || x.Calls.Output[call].ByteLength != 32) return;

        AccountId named = x.Data.AccountArgument(call, 1);
        Add(x, call, kind, isPaid, isPaid ? x.Calls.From[call] : named, named, x.Calls.Self[call]);
    }

    private static void Add(
        Extraction x, int call, LoanKind kind, bool isPaid, AccountId party, AccountId account, AccountId holder)
    {
        int moved = isPaid
            ? LoanRows.FirstMove(x, call, AccountId.None, AccountId.None, holder)
            : LoanRows.FirstMove(x, call, AccountId.None, holder, party);
        if (moved < 0) return;

        Transfer transfer = x.Transfers[moved];
        LoanRows.Add(x, LendingProtocol.Euler, kind, call, -1, x.Calls.Self[call], account, x.Calls.From[call],
            transfer.Asset, transfer.Amount);
    }

    // Debt and collateral change hands in the ledger: no underlying asset moves.
    private static void OnLiquidate(Extraction x, int call)
    {
        if (!LoanRows.IsStep(x, call, 5) || !TryCentral(x, call, out _)) return;

        BlockData data = x.Data;
        ref Loan loan = ref LoanRows.Add(x, LendingProtocol.Euler, LoanKind.Liquidate, call, -1, x.Calls.Self[call],
            data.AccountArgument(call, 0), x.Calls.From[call], data.AccountArgument(call, 1), data.Argument(call, 3));
        loan.CollateralAsset = data.AccountArgument(call, 2);
    }

    private static bool TryCentral(Extraction x, int call, out AccountId central)
    {
        int child = x.NextOwnCall(call, call + 1);
        bool isDispatched = child >= 0 && x.Calls.Selector[child] == Dispatch;
        central = isDispatched ? x.Calls.To[child] : AccountId.None;
        return isDispatched;
    }
}
