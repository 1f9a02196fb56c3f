using System.Collections.Concurrent;
using Cordon.Contracts;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Node.Settings;
using Cordon.Response.Sending;
using Cordon.Response.Signing;

namespace Cordon.Node.Actions;

/// <summary>Carries decisions out on one chain.</summary>
internal sealed class ChainActions(
    ChainSettings chain, IRpcCaller node, Sender? sender, RivalBids rivals, RegistryWatch registry,
    VerdictDesk verdicts, EventPump events)
{
    private const int RecalledMax = 8;

    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal); // key: reason

    /// <summary>The chain.</summary>
    public IRpcCaller Node => node;

    /// <summary>What was raised by somebody else is attested instead.</summary>
    public VerdictDesk Verdicts => verdicts;

    /// <summary>Sends what carries a decision out, once however often it is asked for. Returns when the bytes are on
    /// their way or it is clear why not; what becomes of them is told as events.</summary>
    /// <param name="along">The decision, where it is not on the disk yet: nothing is sent before it is.</param>
    /// <returns>False where the same may succeed later: the journal or the key failed.</returns>
    public async Task<bool> CarryOutAsync(
        ResponseDecision decision, Incident incident, GuardedProtocol guarded, ActionClock? clock,
        IPendingWrite? along, CancellationToken cancellation)
    {
        SendRequest? request = ActionPlanner.Plan(decision, incident, guarded, chain, rivals.Of(incident));
        if (request is null || sender is null)
        {
            Fail(decision, request is null
                ? "the protocol is not enrolled in a registry of its chain, or nobody to keep out is known"
                : "the node has no key");
            return true;
        }

        IncidentRegistry.RaiseCall.TryDecode(request.Data.Span, out IncidentRegistry.RaiseCall raise);
        if (registry.IsInForce(guarded.Protocol.Name, raise.Target, (BreakerMode)raise.Mode))
        {
            verdicts.Decided(incident, guarded, isAnyEvidence: true);
            return true;
        }

        if (!_failing.ContainsKey(decision.Key))
            events.Tell(new NodeEvent.ActionRequested(chain.Id, events.Now, decision, request));
        ActionClock.Current = clock;
        try
        {
            SendRecord record = await sender.SendAsync(request, along, cancellation);
            _failing.TryRemove(decision.Key, out _);
            events.Tell(new NodeEvent.ActionSent(chain.Id, events.Now, record, clock?.Read()));
            return true;
        }
        catch (Exception refusal) when (refusal is SendRefusedException or StoreException or SigningException)
        {
            Fail(decision, refusal.Message);
            return refusal is SendRefusedException;
        }
    }

    /// <summary>Asks the node what an incident's transactions pay that are still pending: a node that was restarted
    /// has not seen them.</summary>
    public async Task RecallBidsAsync(Incident incident, CancellationToken cancellation)
    {
        foreach (Hash256 transaction in incident.Transactions.Take(RecalledMax))
        {
            try
            {
                using RpcPayload body = await node.CallRawAsync(
                    new RpcCall("eth_getTransactionByHash", transaction), cancellation);
                if (body.IsNull) continue;
                PendingTransaction found = PendingTransaction.Read(body.Json.ToArray());
                if (!found.IsMined) rivals.Note(found);
            }
            catch (Exception failure) when (failure is RpcException or FormatException)
            {
                return; // late is better than not at all
            }
        }
    }

    // Once for each reason, however often it is tried.
    private void Fail(ResponseDecision decision, string reason)
    {
        string? known = _failing.GetValueOrDefault(decision.Key);
        _failing[decision.Key] = reason;
        if (known != reason) events.Tell(new NodeEvent.ActionFailed(chain.Id, events.Now, decision, reason));
    }
}
