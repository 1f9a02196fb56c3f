using System.Runtime.CompilerServices;
using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;

namespace Cordon.Engine.Sources.Node;

/// <summary>Reads blocks from a node or a pool of endpoints: in order, none lost, each with receipts and traces as far
/// as the node offers them.</summary>
/// <remarks>
/// When the chain is reorganised, the blocks of the new branch follow from the fork on, each linked to its parent; the
/// reader takes the dropped ones back. An endpoint that is gone for a while ends a bounded reading, but not one that
/// follows: it waits. What the node does not offer comes once: with the first block concerned
/// (<see cref="RawBlock.Blind"/>), and through the callback.
/// </remarks>
public sealed class NodeBlockSource : IBlockSource
{
    private readonly IRpcCaller _node;
    private readonly BlockSelection _selection;
    private readonly NodeSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<BlindReport>? _onBlind;
    private readonly IReadOnlyList<BlockHeader> _held;

    /// <param name="node">An <see cref="RpcClient"/>, or an <see cref="EndpointPool"/> whose endpoints are then checked
    /// against each other.</param>
    /// <param name="onBlind">Called once for each thing the node does not offer.</param>
    /// <param name="held">Blocks the reader holds from an earlier run, ascending, the last one just before the
    /// selection. When the node has replaced some of them, their successors are delivered first.</param>
    public NodeBlockSource(
        IRpcCaller node,
        BlockSelection selection,
        NodeSourceOptions? options = null,
        TimeProvider? time = null,
        Action<BlindReport>? onBlind = null,
        IReadOnlyList<BlockHeader>? held = null)
    {
        (_node, _selection, _onBlind, _held) = (node, selection, onBlind, held ?? []);
        (_options, _time) = (options ?? new NodeSourceOptions(), time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="NodeSourceException">The node stopped delivering; names the first block that is missing.
    /// </exception>
    public async IAsyncEnumerable<RawBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        (BlockFetcher fetcher, ulong next, ulong last) = await StartAsync(cancellation);
        var chain = new DeliveredChain(_options.ReorgDepthMax);
        foreach (BlockHeader header in _held) chain.Add(header);
        await using var prefetcher = new Prefetcher(fetcher, _options.Prefetch, cancellation);
        await using var heads = new HeadWatch(_node, _options.PollInterval, _time, _selection.Follows);
        var announced = new HashSet<string>(StringComparer.Ordinal);
        int rewinds = 0;
        while (true)
        {
            if (next > last)
            {
                if (!_selection.Follows) yield break;
                ulong awaited = next;
                BlockHeader head = await AskAsync(
                    next, () => heads.NextAsync(awaited, chain, cancellation), prefetcher, cancellation);
                last = head.Number;
                if (next > last) // no new block, but another one in the place of a delivered one
                    next = await RewindAsync(chain, last, prefetcher, cancellation);
            }

            ulong wanted = next, end = last;
            FetchedBlock fetched = await AskAsync(
                next, () => prefetcher.TakeAsync(wanted, end), prefetcher, cancellation);
            if (chain.Accepts(fetched.Header))
            {
                chain.Add(fetched.Header);
                next++;
                rewinds = 0;
                yield return fetched.ToRaw(News(fetched.Blind, announced));
                continue;
            }

            fetched.Dispose();
            if (++rewinds > _options.AttemptsMax) throw Unsteady(next);
            next = await RewindAsync(chain, next - 1, prefetcher, cancellation);
        }
    }

    private BlindReport[] News(IReadOnlyList<BlindReport> blind, HashSet<string> announced)
    {
        BlindReport[] news = [.. blind.Where(report => announced.Add(report.Missing))];
        foreach (BlindReport report in news) _onBlind?.Invoke(report);
        return news;
    }

    private async Task<(BlockFetcher Fetcher, ulong First, ulong Last)> StartAsync(CancellationToken cancellation)
    {
        ulong first = _selection.From ?? 0;
        (ulong chainId, ulong head) = await GuardAsync(first, async () =>
            (await _node.ChainIdAsync(cancellation), await _node.BlockNumberAsync(cancellation)));
        first = _selection.From ?? head;
        ulong last = _selection.To ?? head;
        if (last > head)
        {
            ulong missing = Math.Max(first, head + 1);
            throw new NodeSourceException(missing, $"the newest block is {head}. End there, or follow.");
        }

        if (first > last && !_selection.Follows)
            throw new NodeSourceException(first, $"the newest block is {head}. Begin there or earlier.");
        return (new BlockFetcher(_node, chainId, _options, _time), first, last);
    }

    // Walks back from a block until the node and what was delivered agree; the result is the first block to read anew.
    private async Task<ulong> RewindAsync(
        DeliveredChain chain, ulong from, Prefetcher prefetcher, CancellationToken cancellation)
    {
        await prefetcher.DropAsync();
        ulong start = Math.Min(from, chain.Tip!.Value);
        for (ulong number = start; chain.HashAt(number) is { } delivered; number--)
        {
            ulong at = number;
            BlockHeader? header = await AskAsync(
                number, () => _node.GetBlockHeaderAsync(at, cancellation), prefetcher, cancellation);
            if (header?.Hash == delivered)
            {
                chain.RewindTo(number);
                return number + 1;
            }

            if (number == 0) break;
        }

        throw new NodeSourceException(from + 1,
            $"the chain no longer builds on any of the last {_options.ReorgDepthMax} blocks delivered. "
            + "Check that the endpoints serve one chain, or allow deeper reorganisations.");
    }

    // A chain that is followed is followed through an outage too: what was on its way is asked for again, in order.
    private async Task<T> AskAsync<T>(
        ulong number, Func<Task<T>> ask, Prefetcher prefetcher, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (RpcException outage) when (_selection.Follows && outage.IsOutage)
            {
                await prefetcher.DropAsync();
            }
            catch (RpcException e)
            {
                throw new NodeSourceException(number, e.Message, e);
            }

            await Task.Delay(_options.PollInterval, _time, cancellation);
        }
    }

    private static async Task<T> GuardAsync<T>(ulong number, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RpcException e)
        {
            throw new NodeSourceException(number, e.Message, e);
        }
    }

    private static NodeSourceException Unsteady(ulong next) => new(next,
        "the node keeps changing what comes before it. Check that the endpoints serve one chain.");
}
