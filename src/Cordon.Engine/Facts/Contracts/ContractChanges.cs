using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts;

/// <summary>Contracts created and destroyed.</summary>
internal static class ContractChanges
{
    public static void OnCall(Extraction x, int call)
    {
        CallTable calls = x.Calls;
        CallKind kind = calls.Kind[call];
        if (kind is not (CallKind.Create or CallKind.Create2 or CallKind.SelfDestruct)) return;

        bool isCreated = kind != CallKind.SelfDestruct;
        AccountId contract = isCreated ? calls.To[call] : calls.From[call];
        if (contract.IsNone) return;

        x.Facts.Contracts.Add() = new ContractChange
        {
            Tx = x.Tx,
            Call = call,
            IsCreated = isCreated,
            Contract = contract,
            Counterparty = isCreated ? calls.From[call] : calls.To[call],
            Value = calls.Value[call],
            Code = isCreated ? calls.Output[call] : HexSlice.Empty,
        };
    }

    /// <summary>All that a transaction without a trace shows: that it is itself a creation.</summary>
    public static void OnTransaction(Extraction x)
    {
        TransactionTable transactions = x.Data.Transactions;
        if (!transactions.IsCreation[x.Tx] || transactions.To[x.Tx].IsNone) return;
        if (transactions.Status[x.Tx] == TransactionStatus.Failed) return;

        x.Facts.Contracts.Add() = new ContractChange
        {
            Tx = x.Tx,
            Call = -1,
            IsCreated = true,
            Contract = transactions.To[x.Tx],
            Counterparty = transactions.From[x.Tx],
            Value = transactions.Value[x.Tx],
        };
    }
}
