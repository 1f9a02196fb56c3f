using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Fills the fact tables of a block from its calls and logs.</summary>
/// <remarks>
/// Not safe for several threads at once; give each its own. Only frames that took effect count. A transaction's
/// value moves are found first, in execution order; then whatever its calls and logs mean, in the light of those.
/// </remarks>
public sealed class FactExtractor
{
    private readonly Extraction _x = new();
    private readonly BalanceLedger _ledger = new();
    private readonly Column<ushort> _callEntries = new();
    private readonly Column<int> _pendingCalls = new();
    private readonly Column<int> _pendingLogs = new();

    /// <summary>
    /// Replaces the block's facts by what its transactions did. Never throws for what calldata holds.
    /// </summary>
    public void Extract(BlockFacts block)
    {
        ArgumentNullException.ThrowIfNull(block);
        block.Clear();
        _x.BeginBlock(block);
        MarkAccounts(block.Data.Calls);
        for (int tx = 0; tx < block.Data.Transactions.Count; tx++)
        {
            block.BeginTransaction();
            _x.BeginTransaction(tx);
            FindMoves();
            FindMeanings();
            SwapFlows.Sort(_x);
            _ledger.Settle(_x);
            GenericFlashLoans.Find(_x);
        }

        block.Prices.Observe(block);
    }

    private void MarkAccounts(CallTable calls)
    {
        _callEntries.Clear();
        ReadOnlySpan<uint> selectors = calls.Selector.Span;
        for (int call = 0; call < selectors.Length; call++)
        {
            int entry = FactFamilies.Calls.Find(selectors[call]);
            _callEntries.Add() = (ushort)entry;
            if (entry == 0) continue;

            AccountMarks marks = FactFamilies.Calls.Of(entry).Marks;
            if (marks == AccountMarks.None) continue;
            bool isShown = marks == AccountMarks.Wrapper || calls.Output[call].ByteLength >= UInt256.SizeBytes;
            if (isShown && calls.Self[call].Index > AccountId.Zero.Index && calls.TookEffect(call))
            {
                _x.Marks.At(calls.Self[call].Index) |= marks;
            }
        }
    }

    private void FindMoves()
    {
        _pendingCalls.Clear();
        _pendingLogs.Clear();
        int log = _x.LogRows.Start;
        if (_x.HasCalls)
        {
            for (int call = _x.CallRows.Start; call < _x.CallRows.End; call++)
            {
                if (_x.Calls.TookEffect(call)) MoveByCall(call);
                while (log < _x.LogRows.End && _x.Logs.AfterCall[log] is var after && after >= 0 && after <= call)
                {
                    MoveByLog(log++);
                }
            }
        }
        else
        {
            EtherTransfers.OnTransaction(_x);
            ContractChanges.OnTransaction(_x);
        }

        while (log < _x.LogRows.End) MoveByLog(log++);
    }

    private void MoveByCall(int call)
    {
        EtherTransfers.OnCall(_x, call);
        ContractChanges.OnCall(_x, call);
        int entry = _callEntries[call];
        if (entry == 0) return;

        SignatureTable.Entry known = FactFamilies.Calls.Of(entry);
        foreach (RowHandler handler in known.Moves) handler(_x, call);
        if (known.Means.Length > 0) _pendingCalls.Add() = call;
    }

    private void MoveByLog(int log)
    {
        int entry = FactFamilies.Logs.Find(_x.Logs.Signature[log]);
        if (entry == 0) return;

        SignatureTable.Entry known = FactFamilies.Logs.Of(entry);
        foreach (RowHandler handler in known.Moves) handler(_x, log);
        if (known.Means.Length > 0) _pendingLogs.Add() = log;
    }

    // Logs first: where a contract says what it did, its calls need no reading.
    private void FindMeanings()
    {
        foreach (int log in _pendingLogs.Span)
        {
            SignatureTable.Entry known = FactFamilies.Logs.Of(FactFamilies.Logs.Find(_x.Logs.Signature[log]));
            foreach (RowHandler handler in known.Means) handler(_x, log);
        }

        foreach (int call in _pendingCalls.Span)
        {
            foreach (RowHandler handler in FactFamilies.Calls.Of(_callEntries[call]).Means) handler(_x, call);
        }
    }
}
