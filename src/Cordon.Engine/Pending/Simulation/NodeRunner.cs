using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Domain.Invariants;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Has a node run pending transactions on top of its latest state.</summary>
internal sealed class NodeRunner(IRpcCaller node, BlindLog blind)
{
    private const string Trace = "debug_traceCall";
    private const string Simulate = "eth_simulateV1";

    private static readonly RpcParam Tracer =
        RpcParam.Json("{\"tracer\":\"callTracer\",\"tracerConfig\":{\"withLog\":true}}");

    private readonly NodeAbilities _abilities = new();

    /// <summary>Whether the node is known to give no call trees.</summary>
    public bool IsWithoutTraces => !_abilities.Offers(Trace);

    /// <summary>The call tree with its logs; null where the node has no such method, or refuses.</summary>
    /// <exception cref="RpcException">The node cannot be reached.</exception>
    public async Task<RpcPayload?> TraceAsync(PendingTransaction transaction, CancellationToken cancellation) =>
        await TryAsync(
            Trace,
            withFees =>
            {
                var json = new StringBuilder();
                CallJson.Append(json, transaction, withFees);
                return new RpcCall(Trace, RpcParam.Json(json.ToString()), "latest", Tracer);
            },
            new BlindReport("call trees of pending transactions", $"the endpoint has no {Trace}",
                ["what pending transactions do without logs", "reentrancy before it is mined"]),
            cancellation);

    /// <summary>Runs the view calls, the transaction, and the view calls again, in one block on the latest state;
    /// null where the node has no such method, refuses, or answers nonsense.</summary>
    /// <exception cref="RpcException">The node cannot be reached.</exception>
    public async Task<SimulatedCalls?> SimulateAsync(
        PendingTransaction transaction, IReadOnlyList<InvariantCall> views, CancellationToken cancellation)
    {
        using RpcPayload? answer = await TryAsync(
            Simulate,
            withFees => new RpcCall(Simulate, RpcParam.Json(Block(transaction, views, withFees)), "latest"),
            new BlindReport("invariants of pending transactions", $"the endpoint has no {Simulate}",
                ["invariants that a pending transaction would break"]),
            cancellation);
        if (answer is null) return null;
        try
        {
            return SimulatedCalls.Read(answer.Json.Span, (2 * views.Count) + 1);
        }
        catch (FormatException e)
        {
            blind.Report(new BlindReport("readable simulations", $"{answer.Source} answers {e.Message}",
                ["invariants that a pending transaction would break"]));
            return null;
        }
    }

    private static string Block(PendingTransaction transaction, IReadOnlyList<InvariantCall> views, bool withFees)
    {
        var json = new StringBuilder("{\"blockStateCalls\":[{\"calls\":[");
        foreach (InvariantCall view in views)
        {
            CallJson.Append(json, view);
            json.Append(',');
        }

        CallJson.Append(json, transaction, withFees);
        foreach (InvariantCall view in views)
        {
            json.Append(',');
            CallJson.Append(json, view);
        }

        return json.Append("]}],\"traceTransfers\":false,\"validation\":false}").ToString();
    }

    // A sender that cannot pay yet, or less than the block asks, is refused with its fees but not without them.
    private async Task<RpcPayload?> TryAsync(
        string method, Func<bool, RpcCall> call, BlindReport missing, CancellationToken cancellation)
    {
        for (bool withFees = true; _abilities.Offers(method); withFees = false)
        {
            try
            {
                return await node.CallRawAsync(call(withFees), cancellation);
            }
            catch (RpcErrorException e) when (e.IsMethodMissing)
            {
                _abilities.NoteMissing(method);
                blind.Report(missing);
            }
            catch (RpcErrorException) when (withFees)
            {
                // Once more without.
            }
            catch (RpcErrorException)
            {
                return null;
            }
        }

        return null;
    }
}
