using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Native value: carried by calls and creations, left behind by selfdestruct. Fees are not transfers.
/// </summary>
internal static class EtherTransfers
{
    public static void OnCall(Extraction x, int call)
    {
        CallTable calls = x.Calls;
        CallKind kind = calls.Kind[call];
        bool moves = kind is CallKind.Call or CallKind.Create or CallKind.Create2 or CallKind.SelfDestruct;
        UInt256 value = calls.Value[call];
        if (!moves || value.IsZero || (calls.Flags[call] & CallFlags.NoValue) != CallFlags.None) return;

        x.Move(TransferKind.Ether, call, log: -1, AccountId.Ether, calls.From[call], calls.To[call], value);
        if (!x.HasLogs && kind == CallKind.Call && calls.Input[call].IsEmpty && x.IsWrapper(calls.Self[call]))
        {
            x.Move(TransferKind.Wrap, call, -1, calls.Self[call], AccountId.Zero, calls.From[call], value);
        }
    }

    /// <summary>All that a transaction without a trace shows: its own value.</summary>
    public static void OnTransaction(Extraction x)
    {
        TransactionTable transactions = x.Data.Transactions;
        UInt256 value = transactions.Value[x.Tx];
        if (value.IsZero || transactions.Status[x.Tx] == TransactionStatus.Failed) return;

        x.Move(TransferKind.Ether, -1, -1, AccountId.Ether, transactions.From[x.Tx], transactions.To[x.Tx], value);
    }
}
