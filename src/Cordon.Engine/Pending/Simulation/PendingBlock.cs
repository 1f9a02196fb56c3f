using System.Buffers;
using System.Text;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Pending;

/// <summary>Writes a simulated transaction as the recorded form of a block that holds nothing else.</summary>
/// <remarks>Its memory is used again for the next one.</remarks>
internal sealed class PendingBlock(ulong chainId)
{
    private readonly ArrayBufferWriter<byte> _json = new(1 << 16);

    /// <summary>The block on top of a head, with the transaction's call tree.</summary>
    public ReadOnlyMemory<byte> WithTrace(PendingTransaction transaction, BlockHeader head, ReadOnlySpan<byte> trace)
    {
        Begin(transaction, head);
        Write($",\"traces\":[{{\"txHash\":\"{transaction.Hash}\",\"result\":");
        _json.Write(trace);
        _json.Write("}]}"u8);
        return _json.WrittenMemory;
    }

    /// <summary>The block with the transaction, and nothing about what it does.</summary>
    public ReadOnlyMemory<byte> Alone(PendingTransaction transaction, BlockHeader head)
    {
        Begin(transaction, head);
        _json.Write("}"u8);
        return _json.WrittenMemory;
    }

    /// <summary>The block with the transaction's logs alone, as a simulation's call at that place left them.</summary>
    /// <exception cref="FormatException">They are no logs.</exception>
    public ReadOnlyMemory<byte> WithLogs(
        PendingTransaction transaction, BlockHeader head, SimulatedCalls simulated, int place)
    {
        Begin(transaction, head);
        string status = simulated.Returned[place] is null ? "0x0" : "0x1";
        Write($",\"receipts\":[{{\"transactionHash\":\"{transaction.Hash}\",\"status\":\"{status}\",\"logs\":[");
        bool isFirst = true;
        JsonSlices elements = JsonSlices.OfArray(simulated.Logs[place]);
        while (elements.Next())
        {
            // Only what a log is: its place is in a block that will never be.
            if (!isFirst) _json.Write(","u8);
            isFirst = false;
            _json.Write("{\"address\":"u8);
            WriteMember(elements.Value, "address"u8);
            _json.Write(",\"topics\":"u8);
            WriteMember(elements.Value, "topics"u8);
            _json.Write(",\"data\":"u8);
            WriteMember(elements.Value, "data"u8);
            _json.Write("}"u8);
        }

        _json.Write("]}]}"u8);
        return _json.WrittenMemory;
    }

    private void Begin(PendingTransaction transaction, BlockHeader head)
    {
        _json.ResetWrittenCount();
        Write($"{{\"chainId\":{chainId},\"block\":{{\"number\":\"0x{head.Number + 1:x}\","
            + $"\"parentHash\":\"{head.Hash}\",\"timestamp\":\"0x{head.Timestamp ?? 0:x}\",\"transactions\":[");
        WriteTransaction(transaction);
        Write("]}");
    }

    // Written anew, not copied: the node's object may hold a place in its own pending block.
    private void WriteTransaction(PendingTransaction transaction)
    {
        string to = transaction.To is { } callee ? $"\"{callee}\"" : "null";
        UInt256 price = transaction.GasPrice ?? transaction.MaxFeePerGas ?? default;
        Write($"{{\"hash\":\"{transaction.Hash}\",\"from\":\"{transaction.From}\",\"to\":{to},"
            + $"\"value\":\"{transaction.Value.ToQuantity()}\",\"nonce\":\"0x{transaction.Nonce:x}\","
            + $"\"gasPrice\":\"{price.ToQuantity()}\",\"input\":\"");
        Write(Hex.Format(transaction.Input.Span));
        Write("\"}");
    }

    private void WriteMember(ReadOnlySpan<byte> log, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> value = JsonMember.Find(log, name);
        if (value.IsEmpty) throw new FormatException($"{Encoding.UTF8.GetString(name)}: missing from a log");
        _json.Write(value);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _json);
}
