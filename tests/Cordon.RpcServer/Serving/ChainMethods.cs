using System.Buffers;
using System.Text;
using System.Text.Json;
using Cordon.Ethereum.Rpc.Json;
using Cordon.RpcServer.Chain;
using Cordon.RpcServer.Faults;

namespace Cordon.RpcServer.Serving;

/// <summary>Answers the methods of a node from a recorded chain.</summary>
internal sealed class ChainMethods(RecordedChain chain, FaultPlan faults, RecordedChainOptions options)
{
    /// <summary>Writes the result of a request.</summary>
    /// <exception cref="NodeErrorException">The answer is an error.</exception>
    public void Write(RpcMessage request, IBufferWriter<byte> output)
    {
        string method = request.Method;
        if (options.MissingMethods.Any(missing => method.StartsWith(missing, StringComparison.Ordinal)))
            throw NodeErrorException.MethodMissing(method);
        if (faults.Take(method, BlockOf(request), FaultKind.NodeError) is { } error)
            throw new NodeErrorException(-(int)error.Amount, error.Text);
        if (faults.Take(method, BlockOf(request), FaultKind.Replace) is { } replaced)
        {
            Put(output, replaced.Text);
            return;
        }

        switch (method)
        {
            case "eth_chainId": Put(output, $"\"0x{ChainId():x}\""); break;
            case "net_version": Put(output, $"\"{ChainId()}\""); break;
            case "web3_clientVersion": Put(output, "\"recorded/1\""); break;
            case "eth_syncing": Put(output, "false"); break;
            case "eth_blockNumber": Put(output, $"\"0x{Head():x}\""); break;
            case "eth_getCode": Put(output, $"\"{CodeOf(request.Text(0))}\""); break;
            case "eth_getBlockByNumber" or "eth_getBlockByHash": WriteBlock(request, output); break;
            case "eth_getBlockReceipts": WriteReceipts(request, output); break;
            case "eth_getTransactionReceipt": WriteReceipt(request.Text(0), output); break;
            case "eth_getLogs": LogQuery.Write(chain, request, ReceiptsOf, output); break;
            case "debug_traceBlockByNumber" or "debug_traceBlockByHash":
                WriteTraces(request, isCallTracer: true, output); break;
            case "trace_block": WriteTraces(request, isCallTracer: false, output); break;
            default: throw NodeErrorException.MethodMissing(method);
        }
    }

    /// <summary>The block a request is about; null when it is about none.</summary>
    public ulong? BlockOf(RpcMessage request) => request.Method switch
    {
        "eth_getTransactionReceipt" => request.Parameter(0) is { ValueKind: JsonValueKind.String } hash
            ? chain.FindTransaction(hash.GetString()!)?.Number
            : null,
        "eth_getLogs" => request.Parameter(0) is { ValueKind: JsonValueKind.Object } filter
            ? LogQuery.RangeOf(chain, filter)?.From
            : null,
        "eth_getCode" => null,
        _ => Resolve(request.Parameter(0)),
    };

    /// <summary>The header that a newHeads subscription announces.</summary>
    public byte[] HeaderOf(ulong number)
    {
        var whole = new ArrayBufferWriter<byte>();
        (RecordedBlock recording, BlockTag? tag) = chain.Find(number)!.Value;
        recording.Block.Write(whole, tag);
        return BlockShape.WithTransactions(whole.WrittenSpan, null);
    }

    private ulong ChainId() => faults.Take("eth_chainId", null, FaultKind.OtherChain)?.Amount ?? chain.ChainId;

    private ulong Head() => chain.Head - (faults.Take("eth_blockNumber", null, FaultKind.LaggingHead)?.Amount ?? 0);

    private string CodeOf(string account) => options.Code.GetValueOrDefault(account.ToLowerInvariant(), "0x");

    private ulong? Resolve(JsonElement? parameter)
    {
        if (parameter is not { ValueKind: JsonValueKind.String } text) return null;
        string value = text.GetString()!;
        if (value.Length == 66) return chain.NumberOf(value);
        if (value is "latest" or "pending" or "safe" or "finalized") return chain.Head;
        return RpcMessage.QuantityOf(parameter);
    }

    private (RecordedBlock Recording, BlockTag? Tag, ulong Number)? Find(RpcMessage request)
    {
        if (Resolve(request.Parameter(0)) is not { } number) return null;
        if (faults.Take(request.Method, number, FaultKind.OldBlock) is { } old) number -= old.Amount;
        return chain.Find(number) is { } found ? (found.Recording, found.Tag, number) : null;
    }

    private void WriteBlock(RpcMessage request, IBufferWriter<byte> output)
    {
        if (Find(request) is not { } found)
        {
            Put(output, "null");
            return;
        }

        if (request.Parameter(1) is { ValueKind: JsonValueKind.True })
        {
            found.Recording.Block.Write(output, found.Tag);
            return;
        }

        var whole = new ArrayBufferWriter<byte>();
        found.Recording.Block.Write(whole, found.Tag);
        string hashes = string.Join(',', found.Recording.Transactions.Select(
            hash => $"\"{(found.Tag is { } tag ? RecordedJson.HashIn(tag.Repetition, hash) : hash)}\""));
        output.Write(BlockShape.WithTransactions(whole.WrittenSpan, $"[{hashes}]"));
    }

    private void WriteReceipts(RpcMessage request, IBufferWriter<byte> output)
    {
        if (Find(request) is not { } found) Put(output, "null");
        else if (found.Recording.Receipts is null) throw new NodeErrorException(-32000, "receipts were not recorded");
        else ReceiptsOf(request.Method, found.Number, output);
    }

    // Everything about receipts and logs goes through here, so that a lie is told consistently.
    private void ReceiptsOf(string method, ulong number, IBufferWriter<byte> output)
    {
        (RecordedBlock recording, BlockTag? tag) = chain.Find(number)!.Value;
        RecordedJson recorded = recording.Receipts
            ?? throw new NodeErrorException(-32000, "receipts were not recorded");
        Fault? fault = faults.Take(method, number, FaultKind.LieAboutLog, FaultKind.DropReceipt);
        if (fault is null)
        {
            recorded.Write(output, tag);
            return;
        }

        var honest = new ArrayBufferWriter<byte>();
        recorded.Write(honest, tag);
        output.Write(fault.Kind == FaultKind.DropReceipt
            ? Tampering.Drop(honest.WrittenSpan, fault.Index)
            : Tampering.Lie(honest.WrittenSpan, fault.Index, fault.LogIndex));
    }

    private void WriteReceipt(string hash, IBufferWriter<byte> output)
    {
        if (chain.FindTransaction(hash) is not { } found)
        {
            Put(output, "null");
            return;
        }

        var receipts = new ArrayBufferWriter<byte>();
        ReceiptsOf("eth_getTransactionReceipt", found.Number, receipts);
        JsonSlices elements = JsonSlices.OfArray(receipts.WrittenSpan);
        while (elements.Next())
        {
            if (elements.Value.IndexOf(Encoding.UTF8.GetBytes($"\"transactionHash\":\"{hash}\"")) < 0) continue;
            output.Write(elements.Value);
            return;
        }

        Put(output, "null");
    }

    private void WriteTraces(RpcMessage request, bool isCallTracer, IBufferWriter<byte> output)
    {
        if (Find(request) is not { } found) throw new NodeErrorException(-32000, "block not found");
        if (found.Recording.Traces is not { } traces) throw new NodeErrorException(-32000, "traces were not recorded");
        if (found.Recording.HasCallTracerTraces != isCallTracer)
            throw new NodeErrorException(-32000, "the traces were recorded in the other dialect");
        traces.Write(output, found.Tag);
    }

    private static void Put(IBufferWriter<byte> output, string text) => output.Write(Encoding.UTF8.GetBytes(text));
}
