using System.Runtime.CompilerServices;
using Cordon.Ethereum.Rpc.Subscriptions;
using Cordon.Ethereum.Rpc.Transport;

namespace Cordon.Ethereum.Rpc;

/// <summary>The everyday calls, typed. Each throws what <see cref="IRpcCaller"/> throws; an answer of the wrong form is
/// an <see cref="RpcException"/> with <see cref="RpcFailure.Implausible"/>.</summary>
public static class RpcMethods
{
    /// <summary>Number of the newest block the node knows.</summary>
    public static Task<ulong> BlockNumberAsync(this IRpcCaller node, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_blockNumber"), Quantity, cancellation);

    /// <summary>The chain's id (EIP-155).</summary>
    public static Task<ulong> ChainIdAsync(this IRpcCaller node, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_chainId"), Quantity, cancellation);

    /// <summary>Number of transactions the account has sent.</summary>
    /// <param name="block">A number, a hash, or "latest", "pending", "finalized".</param>
    public static Task<ulong> GetTransactionCountAsync(
        this IRpcCaller node, Address account, RpcParam block, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_getTransactionCount", account, block), Quantity, cancellation);

    /// <summary>Balance in wei.</summary>
    public static Task<UInt256> GetBalanceAsync(
        this IRpcCaller node, Address account, RpcParam block, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_getBalance", account, block),
            json => RpcValue.BigQuantity(json.Span, "result"), cancellation);

    /// <summary>Code of an account; empty when it has none.</summary>
    public static Task<byte[]> GetCodeAsync(
        this IRpcCaller node, Address account, RpcParam block, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_getCode", account, block), Data, cancellation);

    /// <summary>Runs a call without a transaction and returns its output.</summary>
    /// <exception cref="RpcErrorException">With code <see cref="RpcErrorCode.Reverted"/>: the call reverts.</exception>
    public static Task<byte[]> CallAsync(
        this IRpcCaller node, Address to, ReadOnlyMemory<byte> input, RpcParam block,
        CancellationToken cancellation = default)
    {
        RpcParam call = RpcParam.Json($"{{\"to\":\"{to}\",\"data\":{RpcParam.Data(input.Span)}}}");
        return ReadAsync(node, new RpcCall("eth_call", call, block), Data, cancellation);
    }

    /// <summary>Broadcasts a signed transaction and returns its hash.</summary>
    public static Task<Hash256> SendRawTransactionAsync(
        this IRpcCaller node, ReadOnlyMemory<byte> transaction, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_sendRawTransaction", RpcParam.Data(transaction.Span)),
            json => RpcValue.Hash(json.Span, "result"), cancellation);

    /// <summary>The receipt, or null while the transaction is not in a block.</summary>
    public static Task<TransactionReceipt?> GetTransactionReceiptAsync(
        this IRpcCaller node, Hash256 transaction, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_getTransactionReceipt", transaction),
            json => IsNull(json) ? null : TransactionReceipt.Read(json.Span), cancellation);

    /// <summary>A header by number or tag, or null when the node does not have the block.</summary>
    public static Task<BlockHeader?> GetBlockHeaderAsync(
        this IRpcCaller node, RpcParam block, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_getBlockByNumber", block, false), Header, cancellation);

    /// <summary>A header by block hash, or null when the node does not have the block.</summary>
    public static Task<BlockHeader?> GetBlockHeaderAsync(
        this IRpcCaller node, Hash256 block, CancellationToken cancellation = default) =>
        ReadAsync(node, new RpcCall("eth_getBlockByHash", block, false), Header, cancellation);

    /// <summary>New heads as they come. A head that follows a loss of the connection, or that is not the next number,
    /// says which blocks were never announced.</summary>
    /// <param name="subscribed">Called when the node has taken the subscription, and again each time when it has after
    /// a loss of the connection: what came before is not in it.</param>
    /// <exception cref="RpcException">As <see cref="RpcClient.SubscribeAsync"/>, or what is announced is no head.
    /// </exception>
    public static async IAsyncEnumerable<HeadNotice> SubscribeHeadsAsync(
        this RpcClient node, Action? subscribed = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ulong? last = null;
        await foreach (RpcNotification notification in node.SubscribeAsync(["newHeads"], subscribed, cancellation))
        {
            using RpcPayload? value = notification.Value;
            if (notification.Kind == RpcNotificationKind.Resumed) subscribed?.Invoke();
            if (value is null) continue; // a gap shows in the numbers of the heads around it
            BlockHeader header = ReadHead(value, node.Endpoint);
            yield return new HeadNotice(header, last + 1 < header.Number ? last + 1 : null);
            last = header.Number;
        }
    }

    private static BlockHeader ReadHead(RpcPayload value, RpcEndpoint endpoint)
    {
        try
        {
            return BlockHeader.Read(value.Json.Span);
        }
        catch (FormatException e)
        {
            throw RpcFault.Implausible("newHeads", endpoint, e.Message);
        }
    }

    /// <summary>Makes any call and reads its answer.</summary>
    /// <param name="read">Throws <see cref="FormatException"/> or <see cref="ArgumentException"/> where the answer has
    /// the wrong form, which counts as a failure of the endpoint.</param>
    public static async Task<T> ReadAsync<T>(
        this IRpcCaller node, RpcCall call, Func<ReadOnlyMemory<byte>, T> read,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(call);
        // Read inside the check, so that a pool turns to another endpoint when the answer has the wrong form.
        T? value = default;
        string? Check(ReadOnlyMemory<byte> json)
        {
            try
            {
                value = read(json);
                return null;
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                return e.Message;
            }
        }

        using RpcPayload payload = await node.CallRawAsync(call with { Check = Check }, cancellation);
        return value!;
    }

    private static ulong Quantity(ReadOnlyMemory<byte> json) => RpcValue.Quantity(json.Span, "result");

    private static byte[] Data(ReadOnlyMemory<byte> json) => RpcValue.Data(json.Span, "result");

    private static BlockHeader? Header(ReadOnlyMemory<byte> json) => IsNull(json) ? null : BlockHeader.Read(json.Span);

    private static bool IsNull(ReadOnlyMemory<byte> json) => json.Span.SequenceEqual("null"u8);
}
