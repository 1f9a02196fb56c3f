using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;

namespace Cordon.Engine.Reading;

/// <summary>
/// Brings a transaction's logs into execution order among its calls and drops those that were undone.
/// </summary>
internal sealed class LogCompletion(ReadingState state)
{
    private readonly Column<UInt128> _order = new();
    private readonly LogAttribution _attribution = new(state);

    public void Complete(int tx)
    {
        BlockData block = state.Block;
        TransactionParts parts = state.Parts[tx];
        int first = block.Logs.Count;
        bool traced = state.TracesHaveLogs && block.Transactions.HasCalls[tx];
        block.Transactions.HasLogs[tx] = traced || parts.HasReceiptLogs;
        if (block.Transactions.Status[tx] != TransactionStatus.Failed)
        {
            if (traced) AddTraceLogs(tx, parts.TraceLogs);
            int found = block.Logs.Count - first;
            if (parts.HasReceiptLogs && found != parts.ReceiptLogs.Count)
            {
                block.Transactions.LogsDisagree[tx] = traced; // the block's hash covers the receipt's
                Forget(first);
                AddReceiptLogs(tx, parts.ReceiptLogs);
            }
        }

        block.Transactions.Logs[tx] = new RowRange(first, block.Logs.Count);
    }

    /// <summary>Walks the frame's children only forward: the reader made sure that positions never fall.</summary>
    private void AddTraceLogs(int tx, RowRange staged)
    {
        CallTable calls = state.Block.Calls;
        _order.Clear();
        bool isSorted = true;
        int frame = -1;
        int child = 0; // next child frame of `frame` not yet passed, and its number
        int passed = 0;
        for (int i = staged.Start; i < staged.End; i++)
        {
            ref readonly StagedLog log = ref state.TraceLogs.Span[i];
            if (!calls.TookEffect(log.Call)) continue;
            if (log.Call != frame) (frame, child, passed) = (log.Call, log.Call + 1, 0);
            for (; passed < log.Position && child < calls.End[frame]; passed++) child = calls.End[child];

            // After the same call inner frames still run first, then the ones that called them.
            UInt128 key = new(((ulong)(uint)(child - 1) << 32) | (uint)(int.MaxValue - calls.Depth[frame]), (ulong)i);
            isSorted &= _order.Count == 0 || _order[_order.Count - 1] < key;
            _order.Add(key);
        }

        if (!isSorted) _order.Sort();
        foreach (UInt128 key in _order.Span)
        {
            ref readonly StagedLog log = ref state.TraceLogs.Span[(int)(ulong)key];
            AddLog(tx, log, log.Call, (int)(uint)(key >> 96));
        }
    }

    private void AddReceiptLogs(int tx, RowRange staged)
    {
        _attribution.Begin(tx, staged.Count);
        for (int i = staged.Start; i < staged.End; i++)
        {
            ref readonly StagedLog log = ref state.ReceiptLogs.Span[i];
            (int call, int afterCall) = _attribution.Next(log);
            AddLog(tx, log, call, afterCall);
        }
    }

    private void AddLog(int tx, in StagedLog staged, int call, int afterCall)
    {
        LogTable logs = state.Block.Logs;
        int row = logs.Add();
        logs.Tx[row] = tx;
        logs.Call[row] = call;
        logs.AfterCall[row] = afterCall;
        logs.Address[row] = staged.Address;
        logs.TopicCount[row] = staged.TopicCount;
        logs.Topics[row] = staged.Topics;
        logs.Data[row] = staged.Data;
        if (staged.TopicCount > 0)
            logs.Signature[row] = HexDigits.Signature(state.Block.Raw.Span.Slice(staged.Topics[0], 16));
    }

    private void Forget(int count) => state.Block.Logs.Truncate(count);
}
