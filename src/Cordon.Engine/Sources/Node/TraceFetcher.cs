using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>Gets the traces of a block in the best dialect a node has.</summary>
internal sealed class TraceFetcher(
    IRpcCaller node, NodeSourceOptions options, NodeAbilities abilities, TimeProvider time)
{
    private const string Nested = "debug_traceBlockByNumber";
    private const string Flat = "trace_block";
    private const int AttemptsMax = 3;

    private static readonly RpcParam Tracer =
        RpcParam.Json("{\"tracer\":\"callTracer\",\"tracerConfig\":{\"withLog\":true}}");

    /// <summary>The traces as one JSON array; nothing with a report when the node offers none.</summary>
    public async Task<BlockPart> FetchAsync(BlockOutline block, CancellationToken cancellation)
    {
        if (block.Transactions is { Count: 0 }) return BlockPart.EmptyArray;
        ulong number = block.Header.Number;
        var nested = new RpcCall(Nested, number, Tracer) { Check = json => PartChecks.CallTraces(json, block) };
        var flat = new RpcCall(Flat, number) { Check = json => PartChecks.FlatTraces(json, block) };
        var refusals = new List<string>();
        for (int attempt = 1; ; attempt++)
        {
            refusals.Clear();
            if (await TryAsync(nested, refusals, cancellation) is { } traces) return BlockPart.Of(traces);
            if (await TryAsync(flat, refusals, cancellation) is { } flatTraces)
                return BlockPart.Of(flatTraces, FlatReport(refusals));
            if (refusals.Count == 0 || abilities.HasRefusedTraces || attempt == AttemptsMax) break;

            // A node at the head of the chain may need a moment until it can trace the newest block.
            await Task.Delay(options.AttemptDelay, time, cancellation);
        }

        abilities.HasRefusedTraces |= refusals.Count > 0;
        return BlockPart.Nothing(Fallbacks.NoTraces(refusals.Count == 0
            ? $"the endpoint has neither {Nested} nor {Flat}"
            : $"the endpoint refuses to trace ({string.Join("; ", refusals)})"));
    }

    private static BlindReport FlatReport(List<string> refusals) => Fallbacks.FlatTraces(refusals.Count == 0
        ? $"the endpoint has no {Nested}, {Flat} is used"
        : $"{Flat} is used, since the endpoint refuses {string.Join("; ", refusals)}");

    // Null when the node refuses: tracing often needs a state it has pruned. That it cannot be reached is another
    // matter, and ends the scan rather than its sight.
    private async Task<RpcPayload?> TryAsync(RpcCall call, List<string> refusals, CancellationToken cancellation)
    {
        if (!abilities.Offers(call.Method)) return null;
        try
        {
            return await node.CallRawAsync(call, cancellation);
        }
        catch (RpcErrorException e) when (e.IsMethodMissing)
        {
            abilities.NoteMissing(call.Method);
            return null;
        }
        catch (RpcErrorException e)
        {
            refusals.Add($"{call.Method}: error {e.Code}, {e.NodeMessage}");
            return null;
        }
    }
}
