using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Tokens that mint themselves for native coin one to one, and burn themselves for it.</summary>
/// <remarks>
/// Known by what they do, not by address: the frame carries exactly the amount in, or sends exactly it out.
/// By receipts alone that cannot be checked; there the contract must also have moved as a token in the transaction.
/// </remarks>
internal sealed class WrappedEther : FactFamily
{
    private const int EventsBack = 4;

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Move("Deposit(address,uint256)", OnDepositLog);
        logs.Move("Withdrawal(address,uint256)", OnWithdrawalLog);
        calls.Mark("deposit()", AccountMarks.Wrapper);
        calls.Move("deposit()", OnDepositCall);
        calls.Move("withdraw(uint256)", OnWithdrawCall);
    }

    /// <summary>True where a wrapper has already stated the same mint or burn by its other event.</summary>
    public static bool IsSecondEvent(
        Extraction x, AccountId token, int call, AccountId from, AccountId to, in UInt256 amount) =>
        (from == AccountId.Zero && FindSame(x, token, call, from, to, amount, TransferKind.Wrap) >= 0)
        || (to == AccountId.Zero && FindSame(x, token, call, from, to, amount, TransferKind.Unwrap) >= 0);

    private static void OnDepositLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 2 || data.Logs.Data[log].ByteLength != 32) return;

        int call = x.FrameOfLog(log);
        UInt256 amount = data.DataWord(log, 0);
        bool isPaidFor = call >= 0 ? x.Calls.Value[call] == amount : MovedAsToken(x, log);
        if (isPaidFor) Add(x, TransferKind.Wrap, call, log, AccountId.Zero, data.TopicAccount(log, 1), amount);
    }

    private static void OnWithdrawalLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 2 || data.Logs.Data[log].ByteLength != 32) return;

        int call = x.FrameOfLog(log);
        UInt256 amount = data.DataWord(log, 0);
        bool isPaidOut = call >= 0 ? PaysOut(x, call, amount) : MovedAsToken(x, log);
        if (isPaidOut) Add(x, TransferKind.Unwrap, call, log, data.TopicAccount(log, 1), AccountId.Zero, amount);
    }

    private static void OnDepositCall(Extraction x, int call)
    {
        if (x.HasLogs || !x.IsEntry(call) || x.Calls.Value[call].IsZero) return;
        if (!x.IsWrapper(x.Calls.Self[call]) || !IsLeaf(x, call)) return;

        Add(x, TransferKind.Wrap, call, -1, AccountId.Zero, x.Calls.From[call], x.Calls.Value[call]);
    }

    private static void OnWithdrawCall(Extraction x, int call)
    {
        UInt256 amount = x.Data.Argument(call, 0);
        if (x.HasLogs || !x.IsEntry(call) || amount.IsZero || !x.Is(x.Calls.Self[call], AccountMarks.Token)) return;
        if (!x.Calls.Output[call].IsEmpty || !PaysOut(x, call, amount)) return;

        Add(x, TransferKind.Unwrap, call, -1, x.Calls.From[call], AccountId.Zero, amount);
    }

    private static void Add(
        Extraction x, TransferKind kind, int call, int log, AccountId from, AccountId to, in UInt256 amount)
    {
        AccountId token = log >= 0 ? x.Logs.Address[log] : x.Calls.Self[call];
        int same = FindSame(x, token, call, from, to, amount, TransferKind.Erc20);
        if (same >= 0) x.Facts.Transfers[same].Kind = kind;
        else x.Move(kind, call, log, token, from, to, amount);
    }

    private static int FindSame(
        Extraction x, AccountId token, int call, AccountId from, AccountId to, in UInt256 amount, TransferKind kind)
    {
        ReadOnlySpan<Transfer> rows = x.Facts.Transfers.Rows;
        int first = Math.Max(x.FirstTransfer, rows.Length - EventsBack);
        for (int row = rows.Length - 1; row >= first; row--)
        {
            ref readonly Transfer transfer = ref rows[row];
            if (transfer.Kind == kind && transfer.Call == call && transfer.Asset == token
                && transfer.From == from && transfer.To == to && transfer.Amount == amount)
            {
                return row;
            }
        }

        return -1;
    }

    // A wrapper's frame makes exactly one call: the payment.
    private static bool PaysOut(Extraction x, int call, in UInt256 amount)
    {
        for (int child = x.NextOwnCall(call, call + 1); child >= 0;
            child = x.NextOwnCall(call, x.Calls.End[child]))
        {
            if (x.Calls.Value[child] == amount && x.IsEntry(child) && x.Calls.TookEffect(child)) return true;
        }

        return false;
    }

    private static bool IsLeaf(Extraction x, int call) => x.NextOwnCall(call, call + 1) < 0;

    private static bool MovedAsToken(Extraction x, int log)
    {
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            if (transfer.Asset == x.Logs.Address[log]) return true;
        }

        return false;
    }
}
