using System.Globalization;
using System.Numerics;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Testing;

namespace Cordon.Engine.Reading.Tests;

public class PackDifferentialTests
{
    private readonly BlockReader _reader = new();
    private readonly BlockData _block = new();

    [Theory]
    [InlineData("blocks", 71, 14_242)]
    [InlineData("attacks", 89, 89)]
    public void Every_recorded_block_reads_as_a_second_plain_reader_reads_it(string pack, int blocks, int transactions)
    {
        string[] files = Recordings.Files(pack);
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage(pack));
        int seen = 0;
        foreach (string file in files)
        {
            byte[] json = Recordings.Read(file);
            SlowBlock expected = SlowBlock.Parse(json);
            _reader.Read(json, Path.GetFileName(file), _block);

            Assert.Equal(expected.Transactions.Count, _block.Transactions.Count);
            for (int tx = 0; tx < expected.Transactions.Count; tx++) Compare(expected.Transactions[tx], tx);
            Assert.False(_block.Transactions.LogsDisagree.Span.Contains(true));
            seen += _block.Transactions.Count;
        }

        Assert.Equal(blocks, files.Length);
        Assert.Equal(transactions, seen);
    }

    private void Compare(SlowBlock.Tx expected, int tx)
    {
        TransactionTable rows = _block.Transactions;
        Assert.Equal(expected.Hash, rows.Hash[tx].ToString());
        Assert.Equal(expected.From, Name(rows.From[tx]));
        Assert.Equal(expected.To, Name(rows.To[tx]));
        Assert.Equal(expected.Value, (BigInteger)rows.Value[tx]);
        Assert.Equal(expected.Input, Hex(rows.Input[tx]));
        Assert.Equal(expected.Status == "0x1" ? TransactionStatus.Succeeded : TransactionStatus.Failed,
            rows.Status[tx]);

        int first = rows.Calls[tx].Start;
        Assert.Equal(expected.Calls.Count, rows.Calls[tx].Count);
        for (int i = 0; i < expected.Calls.Count; i++) Compare(expected.Calls[i], first, tx);

        SlowBlock.Log[] logs = [.. expected.TraceLogs.Where(log => !log.IsUndone)];
        if (expected.ReceiptLogs is { } receipt)
            Assert.Equal(receipt, logs.Select(log => log with { Call = -1, AfterCall = -1 }));
        Assert.Equal(logs.Length, rows.Logs[tx].Count);
        for (int i = 0; i < logs.Length; i++) Compare(logs[i], rows.Logs[tx].Start + i, first);
    }

    private void Compare(SlowBlock.Call expected, int first, int tx)
    {
        CallTable calls = _block.Calls;
        int row = first + expected.Index;
        Assert.Equal(tx, calls.Tx[row]);
        Assert.Equal(expected.Parent is null ? -1 : first + expected.Parent.Index, calls.Parent[row]);
        Assert.Equal(expected.ChildIndex, calls.ChildIndex[row]);
        Assert.Equal(first + expected.End, calls.End[row]);
        Assert.Equal(expected.Parent is null ? 0 : calls.Depth[calls.Parent[row]] + 1, calls.Depth[row]);
        Assert.Equal(expected.Type, calls.Kind[row].ToString().ToUpperInvariant());
        Assert.Equal(expected.From, Name(calls.From[row]));
        Assert.Equal(expected.To, Name(calls.To[row]));
        Assert.Equal(expected.Self, Name(calls.Self[row]));
        Assert.Equal(expected.Value is null, calls.Flags[row].HasFlag(CallFlags.NoValue));
        Assert.Equal(expected.Value ?? 0, (BigInteger)calls.Value[row]);
        Assert.Equal(expected.Input, Hex(calls.Input[row]));
        Assert.Equal(Selector(expected.Input), calls.Selector[row]);
        Assert.Equal(expected.Output is null, calls.Flags[row].HasFlag(CallFlags.NoOutput));
        Assert.Equal(expected.Output ?? "0x", Hex(calls.Output[row]));
        Assert.Equal(expected.HasFailed, calls.Flags[row].HasFlag(CallFlags.Failed));
        Assert.Equal(expected.IsUndone, calls.Flags[row].HasFlag(CallFlags.Reverted));
    }

    private void Compare(SlowBlock.Log expected, int log, int first)
    {
        LogTable logs = _block.Logs;
        Assert.Equal(expected.Address, Name(logs.Address[log]));
        Assert.Equal(first + expected.Call, logs.Call[log]);
        Assert.Equal(first + expected.AfterCall, logs.AfterCall[log]);
        Assert.Equal(expected.Data, Hex(logs.Data[log]));
        string[] topics = new string[logs.TopicCount[log]];
        for (int i = 0; i < topics.Length; i++) topics[i] = Hex(new HexSlice(logs.Topics[log][i], 64));
        Assert.Equal(expected.Topics, string.Join(',', topics));
        ulong signature = topics.Length == 0 ? 0 : ulong.Parse(topics[0].AsSpan(2, 16), NumberStyles.HexNumber);
        Assert.Equal(signature, logs.Signature[log]);
    }

    private string? Name(AccountId id) => id.IsNone ? null : _block.Accounts[id].ToString();

    private string Hex(HexSlice slice) => "0x" + Encoding.ASCII.GetString(_block.Digits(slice));

    private static uint Selector(string input) =>
        input.Length < 10 ? 0 : uint.Parse(input.AsSpan(2, 8), NumberStyles.HexNumber);
}
