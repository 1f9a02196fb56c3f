using System.Buffers;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;

namespace Cordon.Engine.Sources.Node;

/// <summary>Gets one block with receipts and traces and puts the three answers, undecoded, into one recorded block.
/// </summary>
internal sealed class BlockFetcher
{
    private readonly IRpcCaller _node;
    private readonly NodeSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ReceiptFetcher _receipts;
    private readonly TraceFetcher _traces;
    private readonly ulong _chainId;

    public BlockFetcher(IRpcCaller node, ulong chainId, NodeSourceOptions options, TimeProvider time)
    {
        (_node, _chainId, _options, _time) = (node, chainId, options, time);
        var abilities = new NodeAbilities();
        _receipts = new ReceiptFetcher(node, options, abilities);
        _traces = new TraceFetcher(node, options, abilities, time);
    }

    /// <summary>Fetches a block; again when its parts turn out to be of different branches.</summary>
    /// <exception cref="RpcException">The node or all endpoints of a pool failed.</exception>
    public async Task<FetchedBlock> FetchAsync(ulong number, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryAsync(number, cancellation) is { } fetched) return fetched;
                if (attempt >= _options.AttemptsMax) throw Outvoted(number);
            }
            catch (RpcException e) when (attempt < _options.AttemptsMax && IsWorthAnotherAttempt(e))
            {
                // The chain may have been reorganised between the calls: begin again with its new block.
            }

            await Task.Delay(_options.AttemptDelay, _time, cancellation);
        }
    }

    private static bool IsWorthAnotherAttempt(RpcException e) => e is RpcErrorException error
        ? !error.IsDeterministic && !error.IsMethodMissing
        : e.Failure == RpcFailure.Implausible;

    // Null when the other endpoints outvoted the one that answered.
    private async Task<FetchedBlock?> TryAsync(ulong number, CancellationToken cancellation)
    {
        using RpcPayload block = await _node.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", number, true) { Check = json => PartChecks.Block(json, number) },
            cancellation);
        BlockOutline outline = ReadOutline(block, number);
        Task<BlockPart> receiptsTask = _receipts.FetchAsync(outline, cancellation);
        Task<BlockPart> tracesTask = _traces.FetchAsync(outline, cancellation);
        try
        {
            await Task.WhenAll(receiptsTask, tracesTask);
            BlockPart receipts = await receiptsTask, traces = await tracesTask;
            (bool isOutvoted, BlindReport? disputed) = await CompareAsync(block, receipts, number, cancellation);
            if (isOutvoted) return null;
            BlindReport[] blind = [.. new[] { receipts.Blind, traces.Blind, disputed }.OfType<BlindReport>()];
            return new FetchedBlock(
                Assemble(block, receipts, traces), $"{block.Source} block {number}", outline.Header, blind);
        }
        finally
        {
            if (receiptsTask.IsCompletedSuccessfully) (await receiptsTask).Dispose();
            if (tracesTask.IsCompletedSuccessfully) (await tracesTask).Dispose();
        }
    }

    private static BlockOutline ReadOutline(RpcPayload block, ulong number)
    {
        try
        {
            return BlockOutline.Read(block.Json.Span);
        }
        catch (FormatException e)
        {
            throw new RpcException(RpcFailure.Implausible, "eth_getBlockByNumber", block.Source,
                $"block {number}: {e.Message}", "Use another endpoint.", e);
        }
    }

    private async Task<(bool IsOutvoted, BlindReport? Disputed)> CompareAsync(
        RpcPayload block, BlockPart receipts, ulong number, CancellationToken cancellation)
    {
        if (_options.CrossCheckEvery == 0 || number % (ulong)_options.CrossCheckEvery != 0) return default;
        if (_node is not EndpointPool { Clients.Count: > 1 } pool) return default;
        if (receipts is not { Json: { } json, Owner: not null }) return default; // made of logs: no two would compare

        BlockView ours = BlockView.Of(receipts.Source, block.Json.Span, json.Span);
        BlockComparison comparison = await pool.CompareBlockAsync(number, ours, cancellation);
        if (comparison.Agree || comparison.Trusted.Contains(ours.Endpoint)) return default;
        if (comparison.Trusted.Count > 0) return (true, null);
        string who = string.Join(" and ", comparison.Views.Select(view => view.Endpoint));
        return (false, Fallbacks.Disputed(number, $"{who} disagree on {comparison.Difference}"));
    }

    private BlockBytes Assemble(RpcPayload block, BlockPart receipts, BlockPart traces)
    {
        byte[] head = Encoding.UTF8.GetBytes($"{{\"chainId\":{_chainId},\"block\":");
        int sizeMax = head.Length + block.Json.Length + (receipts.Json?.Length ?? 0) + (traces.Json?.Length ?? 0) + 64;
        IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(sizeMax);
        int length = 0;
        Append(head);
        Append(block.Json.Span);
        if (receipts.Json is { } receiptsJson)
        {
            Append(",\"receipts\":"u8);
            Append(receiptsJson.Span);
        }

        if (traces.Json is { } tracesJson)
        {
            Append(",\"traces\":"u8);
            Append(tracesJson.Span);
        }

        Append("}"u8);
        return new BlockBytes(owner, length);

        void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(owner.Memory.Span[length..]);
            length += bytes.Length;
        }
    }

    private static RpcException Outvoted(ulong number) => new(
        RpcFailure.Implausible, "eth_getBlockReceipts", "the pool",
        $"endpoints keep delivering a block {number} that the others outvote", "Remove the endpoint that lies.");
}
