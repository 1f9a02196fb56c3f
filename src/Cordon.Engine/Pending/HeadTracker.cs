using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Engine.Pending;

/// <summary>Knows the newest block of the chain, from a subscription, else by asking, and what has been mined.
/// </summary>
internal sealed class HeadTracker(
    EndpointRing ring, SeenTransactions seen, PendingWatchOptions options, TimeProvider time)
{
    // As many as are remembered; a longer gap is not filled.
    private const int GapMax = 256;
    private const int AttemptsMax = 4;

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
                () => catchingUp = CatchUpAsync(node, catchingUp, cancellation), cancellation))
            {
                // One block after the other: an older one that is noted later would undo the newer.
                await catchingUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                bool isBehind = notice.Header.Number < _current?.Number && seen.IsNoted(notice.Header.Hash);
                if (!isBehind) await TakeAsync(node, notice.Header, cancellation);
            }
        }
        finally
        {
            await catchingUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Blocks that came after the first look and before the subscription began, or while it was broken.
    private async Task CatchUpAsync(RpcClient node, Task before, CancellationToken cancellation)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        BlockHeader? head = await node.GetBlockHeaderAsync("latest", cancellation);
        if (head?.Number > (_current?.Number ?? 0)) await TakeAsync(node, head, cancellation);
    }

    private async Task TakeAsync(RpcClient node, BlockHeader? head, CancellationToken cancellation)
    {
        if (head is null || (head.Hash == _current?.Hash && seen.IsNoted(head.Hash))) return;
        _current = head;
        await NoteAsync(node, head, cancellation);
    }

    // The head, and what lies between it and the last block that was taken note of.
    private async Task NoteAsync(RpcClient node, BlockHeader head, CancellationToken cancellation)
    {
        Stack<MinedBlock> missing = [];
        Hash256? next = head.Hash;
        while (next is { } hash && missing.Count < GapMax && !seen.IsNoted(hash)
            && await ReadAsync(node, hash, cancellation) is { } block)
        {
            if (missing.Count == 0) _baseFee = new(block.BaseFee);
            missing.Push(block);
            next = block.Number > 0 && seen.ReachesTo(block.Number - 1) ? block.Parent : null;
        }

        while (missing.TryPop(out MinedBlock? block)) seen.NoteMined(block);
    }

    // Behind one address there may be several nodes, of which this one does not have the block yet.
    private async Task<MinedBlock?> ReadAsync(RpcClient node, Hash256 hash, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                MinedBlock? block = await node.ReadAsync(
                    new RpcCall("eth_getBlockByHash", hash, false),
                    json => json.Span.SequenceEqual("null"u8) ? null : MinedBlock.Read(json.Span), cancellation);
                if (block is not null) return block;
            }
            catch (RpcErrorException)
            {
                // Likewise.
            }

            if (attempt == AttemptsMax) return null; // the next head asks for it again
            await Task.Delay(options.PollInterval, time, cancellation);
        }
    }
}
