using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Domain.Invariants;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Has a node run pending transactions on top of its latest state.</summary>
internal sealed class NodeRunner(EndpointRing node, BlindLog blind)
{
    private const string Trace = "debug_traceCall";
    private const string Simulate = "eth_simulateV1";

    private const string CallTracer = "\"tracer\":\"callTracer\",\"tracerConfig\":{\"withLog\":true}";
    private const string DiffTracer = "\"tracer\":\"prestateTracer\",\"tracerConfig\":{\"diffMode\":true}";

    private static readonly BlindReport WithoutTraces =
        new("call trees of pending transactions", $"the endpoint has no {Trace}",
            ["what pending transactions do without logs", "reentrancy before it is mined"]);

    private static readonly BlindReport WithoutSimulations =
        new("invariants of pending transactions", $"the endpoint has no {Simulate}",
            ["invariants that a pending transaction would break"]);

    private (int Endpoint, NodeAbilities Abilities) _known = (0, new NodeAbilities());

    /// <summary>The call tree with its logs, on top of the latest state and what comes before; null where the node has
    /// no such method, or refuses, or where what comes before is not known to change what.</summary>
    /// <exception cref="RpcException">The node cannot be reached.</exception>
    public Task<RpcPayload?> TraceAsync(
        PendingTransaction transaction, PredecessorState before, CancellationToken cancellation) =>
        before.Changes is { } changes
            ? TraceAsync(transaction, CallTracer, changes, cancellation)
            : Task.FromResult<RpcPayload?>(null);

    /// <summary>Changes made before, and what the transaction changes on top of them; null where the node cannot say.
    /// </summary>
    /// <exception cref="RpcException">The node cannot be reached.</exception>
    public async Task<StateDiff?> ChangesAsync(
        PendingTransaction transaction, StateDiff before, CancellationToken cancellation)
    {
        using RpcPayload? answer = await TraceAsync(transaction, DiffTracer, before, cancellation);
        if (answer is null) return null;
        try
        {
            return before.Then(answer.Json);
        }
        catch (FormatException e)
        {
            blind.Report(Unreadable(answer, e));
            return null;
        }
    }

    private Task<RpcPayload?> TraceAsync(
        PendingTransaction transaction, string tracer, StateDiff before, CancellationToken cancellation)
    {
        return TryAsync(Trace, Call, WithoutTraces, cancellation);

        RpcCall Call(bool withFees)
        {
            var call = new StringBuilder();
            CallJson.Append(call, transaction, withFees);
            var config = new StringBuilder("{").Append(tracer);
            if (!before.IsEmpty)
            {
                config.Append(",\"stateOverrides\":");
                before.Append(config);
            }

            return new RpcCall(
                Trace, RpcParam.Json(call.ToString()), "latest", RpcParam.Json(config.Append('}').ToString()));
        }
    }

    /// <summary>Runs the view calls, the transaction, and the view calls again, in one block on top of the latest state
    /// and what comes before; null where the node has no such method, refuses, or answers nonsense.</summary>
    /// <exception cref="RpcException">The node cannot be reached.</exception>
    public async Task<SimulatedCalls?> SimulateAsync(
        PendingTransaction transaction, PredecessorState before, InvariantAnswers views,
        CancellationToken cancellation)
    {
        using RpcPayload? answer = await TryAsync(
            Simulate,
            withFees => new RpcCall(Simulate, RpcParam.Json(Block(transaction, before, views, withFees)), "latest"),
            WithoutSimulations,
            cancellation);
        if (answer is null) return null;
        try
        {
            return SimulatedCalls.Read(
                answer.Json.Span, before.Changes is null ? before.Transactions.Count : 0, (2 * views.Calls.Count) + 1);
        }
        catch (FormatException e)
        {
            blind.Report(Unreadable(answer, e));
            return null;
        }
    }

    private static BlindReport Unreadable(RpcPayload answer, FormatException why) =>
        new("readable simulations", $"{answer.Source} answers {why.Message}", WithoutSimulations.Unseen);

    private static string Block(
        PendingTransaction transaction, PredecessorState before, InvariantAnswers views, bool withFees)
    {
        var json = new StringBuilder("{\"blockStateCalls\":[{");
        if (before.Changes is { IsEmpty: false } changes)
        {
            json.Append("\"stateOverrides\":");
            changes.Append(json);
            json.Append(',');
        }

        json.Append("\"calls\":[");
        if (before.Changes is null) // the node does not say what they change, but can run them
        {
            foreach (PendingTransaction earlier in before.Transactions)
            {
                CallJson.Append(json, earlier, withFees);
                json.Append(',');
            }
        }

        if (views.Calls.Count > 0) json.Append(views.Json).Append(',');
        CallJson.Append(json, transaction, withFees);
        if (views.Calls.Count > 0) json.Append(',').Append(views.Json);

        return json.Append("]}],\"traceTransfers\":false,\"validation\":false}").ToString();
    }

    // A sender that cannot pay yet, or less than the block asks, is refused with its fees but not without them.
    private async Task<RpcPayload?> TryAsync(
        string method, Func<bool, RpcCall> call, BlindReport missing, CancellationToken cancellation)
    {
        // With another endpoint in use, what the one before did not offer may be there.
        for (bool withFees = true; Abilities() is { } abilities && abilities.Offers(method); withFees = false)
        {
            try
            {
                RpcCall asked = call(withFees);
                return method == Trace // at the same moment as the invariants
                    ? await node.CallBesideAsync(asked, cancellation)
                    : await node.CallRawAsync(asked, cancellation);
            }
            catch (RpcErrorException e) when (e.IsMethodMissing)
            {
                abilities.NoteMissing(method);
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

    private NodeAbilities Abilities()
    {
        (int Endpoint, NodeAbilities Abilities) known = _known;
        int endpoint = node.Changes;
        if (known.Endpoint != endpoint) _known = known = (endpoint, new NodeAbilities());
        return known.Abilities;
    }
}
