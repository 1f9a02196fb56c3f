using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Engine.Pending;

/// <summary>Knows the newest block of the chain, from a subscription, else by asking, and what has been mined.
/// </summary>
internal sealed class HeadTracker(
    EndpointRing ring, SeenTransactions seen, PendingWatchOptions options, TimeProvider time)
{
    private volatile BlockHeader? _current;
    private volatile Tuple<UInt256> _baseFee = new(UInt256.Zero);

    /// <summary>The newest block; null before the first is known.</summary>
    public BlockHeader? Current => _current;

    /// <summary>What the newest block took per gas, in wei; zero where the chain takes none.</summary>
    public UInt256 BaseFee => _baseFee.Item1;

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        bool subscribes = true;
        RpcClient? last = null;
        while (true)
        {
            (RpcClient node, CancellationToken inUse) = ring.Current;
            if (node != last) (last, subscribes) = (node, node.CanSubscribe);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, inUse);
            try
            {
                await TakeAsync(node, await node.GetBlockHeaderAsync("latest", either.Token), either.Token);
                if (subscribes) await SubscribeAsync(node, either.Token);
            }
            catch (RpcErrorException)
            {
                subscribes = false;
            }
            catch (Exception e) when (e is RpcException or FormatException)
            {
                // The follower of the pending transactions says that the node is gone.
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                continue; // another endpoint is in use
            }

            await Task.Delay(options.PollInterval, time, cancellation);
        }
    }

    private async Task SubscribeAsync(RpcClient node, CancellationToken cancellation)
    {
        Task catchingUp = Task.CompletedTask;
        try
        {
            await foreach (HeadNotice notice in node.SubscribeHeadsAsync(
                () => catchingUp = CatchUpAsync(node, cancellation), cancellation))
            {
                await TakeAsync(node, notice.Header, cancellation);
            }
        }
        finally
        {
            await catchingUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A block that came after the first look and before the subscription began.
    private async Task CatchUpAsync(RpcClient node, CancellationToken cancellation)
    {
        BlockHeader? head = await node.GetBlockHeaderAsync("latest", cancellation);
        if (head?.Number > (_current?.Number ?? 0)) await TakeAsync(node, head, cancellation);
    }

    private async Task TakeAsync(RpcClient node, BlockHeader? head, CancellationToken cancellation)
    {
        if (head is null || head.Hash == _current?.Hash) return;
        _current = head;
        try
        {
            using RpcPayload block = await node.CallRawAsync(
                new RpcCall("eth_getBlockByHash", head.Hash, false), cancellation);
            if (block.IsNull) return;
            NoteMined(head, JsonMember.Find(block.Json.Span, "transactions"u8));
            ReadOnlySpan<byte> fee = JsonMember.Find(block.Json.Span, "baseFeePerGas"u8);
            _baseFee = new(fee.IsEmpty ? UInt256.Zero : RpcValue.BigQuantity(fee, "baseFeePerGas"));
        }
        catch (RpcErrorException)
        {
            // Some transactions are looked at once more than they need be.
        }
    }

    private void NoteMined(BlockHeader head, ReadOnlySpan<byte> transactions)
    {
        if (transactions.IsEmpty) return;
        List<Hash256> hashes = [];
        JsonSlices elements = JsonSlices.OfArray(transactions);
        while (elements.Next()) hashes.Add(RpcValue.Hash(elements.Value, "transactions"));
        seen.NoteMined(head.Number, hashes);
    }
}
