using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Adds loans, and finds the transfers that prove a lending call did what its name says.</summary>
internal static class LoanRows
{
    public static ref Loan Add(
        Extraction x, LendingProtocol protocol, LoanKind kind, int call, int log, AccountId market,
        AccountId account, AccountId actor, AccountId asset, in UInt256 amount)
    {
        ref Loan loan = ref x.Facts.Loans.Add();
        loan = new Loan
        {
            Tx = x.Tx,
            Call = call,
            Log = log,
            Kind = kind,
            Protocol = protocol,
            Market = market,
            Account = account,
            Actor = actor,
            Asset = asset,
            Amount = amount,
            CollateralAsset = AccountId.None,
        };
        return ref loan;
    }

    /// <summary>Sums the transfers of an asset within a frame; None for an end or the asset matches any.</summary>
    public static UInt256 Moved(Extraction x, int frame, AccountId asset, AccountId from, AccountId to)
    {
        UInt256 moved = default;
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            if (Matches(x, transfer, frame, asset, from, to)) moved += transfer.Amount;
        }

        return moved;
    }

    /// <summary>The first transfer within a frame between two ends; None for an end or the asset matches any.</summary>
    /// <returns>Row among the transaction's transfers, -1 where there is none.</returns>
    public static int FirstMove(Extraction x, int frame, AccountId asset, AccountId from, AccountId to)
    {
        ReadOnlySpan<Transfer> transfers = x.Transfers;
        for (int row = 0; row < transfers.Length; row++)
        {
            if (Matches(x, transfers[row], frame, asset, from, to) && !transfers[row].Amount.IsZero) return row;
        }

        return -1;
    }

    /// <summary>True where a lending frame is entered by a caller: not a library, not passed on.</summary>
    public static bool IsStep(Extraction x, int call, int arguments) =>
        x.IsEntry(call) && x.Data.HasArguments(call, arguments) && !x.IsForward(call);

    private static bool Matches(
        Extraction x, in Transfer transfer, int frame, AccountId asset, AccountId from, AccountId to) =>
        x.IsWithin(transfer.Call, frame) && Extraction.IsFungible(transfer.Kind)
        && (asset.IsNone || transfer.Asset == asset)
        && (from.IsNone || transfer.From == from) && (to.IsNone || transfer.To == to);
}
