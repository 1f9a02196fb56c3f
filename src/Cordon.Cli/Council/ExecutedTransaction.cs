using System.Text.Json;
using Cordon.Cli.Council.Signing;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council;

/// <summary>A Safe's transaction as the chain executed it.</summary>
/// <param name="Transaction">It, with the nonce it had.</param>
/// <param name="Sender">Who paid for it.</param>
/// <param name="Block">Its block.</param>
internal sealed record ExecutedTransaction(SafeTransaction Transaction, Address Sender, BlockHeader Block)
{
    private const ulong NoncesTried = 200; // executed by the same Safe earlier in the same block

    /// <summary>Finds it and reads its calldata.</summary>
    /// <exception cref="CommandException">There is none, or it is no Safe's.</exception>
    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public static async Task<ExecutedTransaction> FindAsync(
        IRpcCaller node, Hash256 transaction, ulong chain, CancellationToken cancellation)
    {
        (Address from, Address? to, byte[] input, ulong number) =
            await ReadAsync(node, transaction, cancellation);
        Safe.ExecTransactionCall call = default;
        if (to is not { } safe || !Safe.ExecTransactionCall.TryDecode(input, out call))
        {
            throw CommandException.BadInput($"{transaction}: this transaction does not call execTransaction of a Safe; "
                + "give the Safe transaction's JSON instead");
        }

        BlockHeader block = await node.GetBlockHeaderAsync(number, cancellation)
            ?? throw CommandException.Environment($"--rpc: the node no longer has block {number}");
        SafeTransaction signed = new()
        {
            Safe = safe,
            To = call.To,
            Value = call.Value,
            Data = call.Data,
            IsDelegateCall = call.Operation == 1,
            SafeTxGas = call.SafeTxGas,
            BaseGas = call.BaseGas,
            GasPrice = call.GasPrice,
            GasToken = call.GasToken,
            RefundReceiver = call.RefundReceiver,
            Confirmations = SignatureBlob.Split(call.Signatures),
        };
        UInt256 nonce = await NonceAsync(node, signed, chain, transaction, number, cancellation);
        return new ExecutedTransaction(signed with { Nonce = nonce }, from, block);
    }

    /// <summary>The nonce is not in the calldata: it is the one whose hash the Safe's own event names.</summary>
    private static async Task<UInt256> NonceAsync(
        IRpcCaller node, SafeTransaction signed, ulong chain, Hash256 transaction, ulong number,
        CancellationToken cancellation)
    {
        byte[] answer = await node.CallAsync(signed.Safe, new Safe.NonceCall().Encode(), number - 1, cancellation);
        if (!Safe.NonceCall.TryDecodeReturn(answer, out UInt256 first))
            throw CommandException.BadInput($"{transaction}: {signed.Safe} does not answer as a Safe does");
        HashSet<Hash256> named = await NamedAsync(node, signed.Safe, transaction, cancellation);
        if (named.Count == 0) return first; // it reverted: nothing but the nonce at the time can have been meant
        for (ulong i = 0; i < NoncesTried; i++)
        {
            SafeTransaction tried = signed with { Nonce = first + i };
            if (named.Contains(tried.Hash(chain)) || named.Contains(tried.Hash(null))) return first + i;
        }

        return first;
    }

    private static async Task<HashSet<Hash256>> NamedAsync(
        IRpcCaller node, Address safe, Hash256 transaction, CancellationToken cancellation)
    {
        HashSet<Hash256> named = [];
        using RpcPayload answer = await node.CallRawAsync(
            new RpcCall("eth_getTransactionReceipt", transaction), cancellation);
        using JsonDocument receipt = JsonDocument.Parse(answer.Json);
        foreach (JsonElement log in receipt.RootElement.GetProperty("logs").EnumerateArray())
        {
            if (Address.Parse(log.GetProperty("address").GetString()!) != safe) continue;
            // Since 1.4.0 the hash is indexed, before it is the first word of the data.
            IEnumerable<string> words = log.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!);
            foreach (string word in words.Append(log.GetProperty("data").GetString()!))
                if (word.Length >= 66 && Hash256.TryParse(word[..66], out Hash256 hash)) named.Add(hash);
        }

        return named;
    }

    private static async Task<(Address From, Address? To, byte[] Input, ulong Block)> ReadAsync(
        IRpcCaller node, Hash256 transaction, CancellationToken cancellation)
    {
        using RpcPayload answer = await node.CallRawAsync(
            new RpcCall("eth_getTransactionByHash", transaction), cancellation);
        if (answer.IsNull) throw CommandException.BadInput($"{transaction}: the chain has no such transaction");
        using JsonDocument document = JsonDocument.Parse(answer.Json);
        JsonElement root = document.RootElement;
        if (root.GetProperty("blockNumber").ValueKind == JsonValueKind.Null)
            throw CommandException.BadInput($"{transaction}: is in no block yet; wait, or give the transaction's JSON");
        return (
            Address.Parse(root.GetProperty("from").GetString()!),
            root.GetProperty("to").GetString() is { } to ? Address.Parse(to) : null,
            Hex.Parse(root.GetProperty("input").GetString()),
            (ulong)UInt256.Parse(root.GetProperty("blockNumber").GetString()));
    }
}
