using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>
/// Completes what needs the whole transaction: effects of failures, whose storage a frame acts on, missing fields.
/// </summary>
internal sealed class TraceCompletion(ReadingState state)
{
    public void Complete(int tx)
    {
        TransactionTable transactions = state.Block.Transactions;
        RowRange range = transactions.Calls[tx];
        transactions.HasCalls[tx] = range.Count > 0;
        if (range.Count == 0) return;

        CallTable calls = state.Block.Calls;
        bool rootFailed = (calls.Flags[range.Start] & CallFlags.Failed) != CallFlags.None;
        if (transactions.Status[tx] == TransactionStatus.Unknown)
            transactions.Status[tx] = rootFailed ? TransactionStatus.Failed : TransactionStatus.Succeeded;

        // A receipt that says failed outweighs a trace that lost its error.
        CallFlags inherited = transactions.Status[tx] == TransactionStatus.Failed ? CallFlags.Reverted : CallFlags.None;
        for (int call = range.Start; call < range.End; call++) CompleteCall(calls, call, inherited);
        FillTransaction(tx, range.Start);
    }

    private static void CompleteCall(CallTable calls, int call, CallFlags inherited)
    {
        int parent = calls.Parent[call];
        CallKind kind = calls.Kind[call];
        CallFlags flags = calls.Flags[call] | inherited;
        if (parent >= 0) flags |= calls.Flags[parent] & CallFlags.Reverted;
        if ((flags & CallFlags.Failed) != CallFlags.None) flags |= CallFlags.Reverted;
        if (kind is CallKind.DelegateCall or CallKind.StaticCall)
        {
            // Parity repeats the caller's value for a delegate call; nothing moves.
            calls.Value[call] = default;
            flags |= CallFlags.NoValue;
        }

        calls.Flags[call] = flags;
        calls.Self[call] = kind switch
        {
            CallKind.DelegateCall or CallKind.CallCode => parent >= 0 ? calls.Self[parent] : calls.From[call],
            CallKind.SelfDestruct => calls.From[call],
            _ => calls.To[call],
        };
    }

    /// <summary>Takes from the outermost frame what neither header nor receipt said.</summary>
    private void FillTransaction(int tx, int root)
    {
        TransactionTable transactions = state.Block.Transactions;
        CallTable calls = state.Block.Calls;
        ref TransactionParts parts = ref state.Parts[tx];
        bool creates = calls.Kind[root] is CallKind.Create or CallKind.Create2;
        if (transactions.From[tx].IsNone) transactions.From[tx] = calls.From[root];
        if (!parts.KnowsTo) transactions.IsCreation[tx] = creates;
        if (transactions.To[tx].IsNone && (creates || !parts.KnowsTo)) transactions.To[tx] = calls.To[root];
        if (!parts.KnowsValue) transactions.Value[tx] = calls.Value[root];
        if (!parts.KnowsInput) transactions.Input[tx] = calls.Input[root];
    }
}
