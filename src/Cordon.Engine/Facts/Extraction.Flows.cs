using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

internal sealed partial class Extraction
{
    private static readonly uint TransferTo = (uint)SignatureTable.KeyOf("transfer(address,uint256)", isOfCalls: true);

    private static readonly uint TransferFromTo =
        (uint)SignatureTable.KeyOf("transferFrom(address,address,uint256)", isOfCalls: true);

    /// <summary>What the payer sent, before any tax that the token itself took on the way.</summary>
    public UInt256 SentAmount(in Transfer transfer)
    {
        int call = EntryOf(transfer.Call);
        if (call < 0 || Calls.Self[call] != transfer.Asset) return transfer.Amount;

        uint selector = Calls.Selector[call];
        if (selector == TransferTo && Data.HasArguments(call, 2) && Data.AccountArgument(call, 0) == transfer.To)
        {
            return Data.Argument(call, 1);
        }

        return selector == TransferFromTo && Data.HasArguments(call, 3)
            && Data.AccountArgument(call, 1) == transfer.To && Data.AccountArgument(call, 0) == transfer.From
            ? Data.Argument(call, 2)
            : transfer.Amount;
    }

    /// <summary>True where a transfer was complete when the frame ended (or, by receipts, before the log).</summary>
    public bool IsBefore(in Transfer transfer, int frame, int log)
    {
        if (frame < 0 || transfer.Call < 0) return log < 0 || transfer.Log < log;

        return transfer.Call < Calls.End[frame]
            && (IsWithin(transfer.Call, frame) || Calls.End[transfer.Call] <= frame);
    }

    /// <summary>Finds the latest unaccounted payment into a pool that was complete when the frame ended.</summary>
    /// <param name="pool">Who was paid.</param>
    /// <param name="asset">In which asset, None for any but <paramref name="except"/>.</param>
    /// <param name="except">The asset that leaves the pool.</param>
    /// <param name="frame">The pool's frame, -1 where only receipts are known.</param>
    /// <param name="log">The pool's log, -1 where calls only are known.</param>
    /// <returns>Row in the transfer table, -1 where there is none.</returns>
    public int LastPayment(AccountId pool, AccountId asset, AccountId except, int frame, int log)
    {
        ReadOnlySpan<Transfer> rows = Facts.Transfers.Rows;
        for (int row = rows.Length - 1; row >= FirstTransfer; row--)
        {
            ref readonly Transfer transfer = ref rows[row];
            if (transfer.To != pool || Consumed[row] || transfer.From == pool) continue;
            if (asset.IsNone ? transfer.Asset == except : transfer.Asset != asset) continue;
            if (!IsFungible(transfer.Kind) || transfer.Amount.IsZero) continue;
            if (IsBefore(transfer, frame, log)) return row;
        }

        return -1;
    }

    /// <summary>Finds the unaccounted payment of an exact amount into a pool, in any asset but one: the caller's, if
    /// there are several (a pool of lending shares also receives the shares of what it was paid).</summary>
    public int PaymentOf(AccountId pool, in UInt256 amount, AccountId except, int frame, int log)
    {
        int found = -1;
        if (amount.IsZero) return -1;

        ReadOnlySpan<Transfer> rows = Facts.Transfers.Rows;
        for (int row = rows.Length - 1; row >= FirstTransfer; row--)
        {
            ref readonly Transfer transfer = ref rows[row];
            if (transfer.To != pool || Consumed[row] || transfer.From == pool || transfer.Asset == except) continue;
            if (!IsFungible(transfer.Kind) || !IsBefore(transfer, frame, log)) continue;
            if (transfer.Amount != amount && SentAmount(transfer) != amount) continue;
            if (frame < 0 || transfer.From == Calls.From[frame]) return row;
            if (found < 0) found = row;
        }

        return found;
    }

    /// <summary>Finds an exact amount that the caller of a frame was paid within it, by whomever: a pool of lending
    /// shares has its lender pay.</summary>
    /// <returns>Row in the transfer table, -1 where there is none.</returns>
    public int PayoutToCaller(in UInt256 amount, int frame)
    {
        if (frame < 0 || amount.IsZero) return -1;

        ReadOnlySpan<Transfer> rows = Facts.Transfers.Rows;
        for (int row = rows.Length - 1; row >= FirstTransfer; row--)
        {
            ref readonly Transfer transfer = ref rows[row];
            if (transfer.To != Calls.From[frame] || transfer.Amount != amount || !IsFungible(transfer.Kind)) continue;
            if (IsWithin(transfer.Call, frame)) return row;
        }

        return -1;
    }

    /// <summary>
    /// What an account received of an asset within a frame less what it gave away, zero where negative.
    /// </summary>
    public UInt256 NetInflow(AccountId account, AccountId asset, int frame) =>
        Net(account, asset, frame) is var (inflow, outflow) && inflow > outflow ? inflow - outflow : default;

    /// <summary>What an account gave of an asset within a frame less what it received, zero where negative.</summary>
    public UInt256 NetOutflow(AccountId account, AccountId asset, int frame) =>
        Net(account, asset, frame) is var (inflow, outflow) && outflow > inflow ? outflow - inflow : default;

    private (UInt256 In, UInt256 Out) Net(AccountId account, AccountId asset, int frame)
    {
        UInt256 inflow = default, outflow = default;
        foreach (ref readonly Transfer transfer in Transfers)
        {
            if (transfer.Asset != asset || !IsFungible(transfer.Kind) || !IsWithin(transfer.Call, frame)) continue;
            if (transfer.To == account) inflow += transfer.Amount;
            if (transfer.From == account) outflow += transfer.Amount;
        }

        return (inflow, outflow);
    }

    /// <summary>Finds what a pool paid out within a frame (or by receipts: what it paid last before the log).</summary>
    /// <param name="pool">Who paid.</param>
    /// <param name="amount">How much, zero for any amount.</param>
    /// <param name="except">An asset that is not meant, or None.</param>
    /// <param name="frame">The pool's frame, -1 where only receipts are known.</param>
    /// <param name="log">The pool's log, -1 where calls only are known.</param>
    public int LastPayout(AccountId pool, in UInt256 amount, AccountId except, int frame, int log)
    {
        ReadOnlySpan<Transfer> rows = Facts.Transfers.Rows;
        for (int row = rows.Length - 1; row >= FirstTransfer; row--)
        {
            ref readonly Transfer transfer = ref rows[row];
            if (transfer.From != pool || transfer.Asset == except || transfer.To == pool) continue;
            if (!IsFungible(transfer.Kind) || transfer.To == AccountId.Zero) continue;
            if (frame >= 0 && transfer.Call >= 0 ? !IsWithin(transfer.Call, frame) : !IsBefore(transfer, frame, log))
            {
                continue;
            }

            if (amount.IsZero || transfer.Amount == amount || SentAmount(transfer) == amount) return row;
        }

        return -1;
    }

    /// <summary>Adds up the unaccounted payments of an asset into a pool and accounts for them.</summary>
    /// <param name="pool">Who was paid.</param>
    /// <param name="asset">In which asset.</param>
    /// <param name="frame">The pool's frame, -1 where only receipts are known.</param>
    /// <param name="log">The pool's log, -1 where calls only are known.</param>
    /// <param name="sent">What the payers sent.</param>
    /// <param name="arrived">What the token says has arrived.</param>
    /// <returns>The number of payments.</returns>
    public int TakePayments(
        AccountId pool, AccountId asset, int frame, int log, out UInt256 sent, out UInt256 arrived)
    {
        (sent, arrived) = (default, default);
        int count = 0, lastCall = -2;
        ReadOnlySpan<Transfer> rows = Facts.Transfers.Rows;
        for (int row = FirstTransfer; row < rows.Length; row++)
        {
            ref readonly Transfer transfer = ref rows[row];
            if (transfer.To != pool || transfer.Asset != asset || Consumed[row] || transfer.From == pool) continue;
            if (!IsBefore(transfer, frame, log)) continue;

            Consumed[row] = true;
            if (transfer.Amount.IsZero) continue;
            arrived += transfer.Amount;
            if (transfer.Call >= 0 && transfer.Call == lastCall) continue; // a second log of the same payment
            sent += SentAmount(transfer);
            lastCall = transfer.Call;
            count++;
        }

        return count;
    }

    public static bool IsFungible(TransferKind kind) =>
        kind is TransferKind.Erc20 or TransferKind.Ether or TransferKind.Wrap or TransferKind.Unwrap;
}
