using Cordon.Contracts;
using Cordon.Domain.Sending;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Incidents;

namespace Cordon.Node.Actions;

/// <summary>Tells what becomes of the transactions of one chain, and finds out why one failed.</summary>
internal sealed class SendLog(ulong chain, IRpcCaller node, EventPump events)
{
    /// <summary>Told the id of an incident whose action has succeeded.</summary>
    public Action<string>? OnContained { get; set; }

    /// <summary>Told the id of an incident whose action was refused because another's is in force.</summary>
    public Action<string>? OnAlreadyInForce { get; set; }

    /// <summary>Told every version of a record of a duty, which is no action.</summary>
    public Action<SendRecord>? OnDuty { get; set; }

    /// <summary>Takes a new version of a record, and the one before it; null for the first.</summary>
    public void Changed(SendRecord? before, SendRecord record)
    {
        if (record.Request.Yields)
        {
            OnDuty?.Invoke(record);
            return;
        }

        if (before is not null) events.Tell(new NodeEvent.ActionSettled(chain, events.Now, record));
        if (record is not { State: SendState.Mined, Inclusion: { } inclusion } || record.Latest.IsCancel) return;
        if (inclusion.Succeeded) OnContained?.Invoke(IncidentStanding.IdOf(record));
        else _ = ExplainAsync(record, inclusion);
    }

    // The receipt says that it failed, and not why: the same call says it again.
    private async Task ExplainAsync(SendRecord record, SendInclusion inclusion)
    {
        string reason = "it reverted";
        try
        {
            SendRequest request = record.Request;
            RpcParam call = RpcParam.Json($"{{\"from\":\"{record.From}\",\"to\":\"{request.To}\","
                + $"\"data\":{RpcParam.Data(request.Data.Span)}}}");
            RpcParam at = $"0x{inclusion.BlockNumber:x}";
            using RpcPayload answer = await node.CallRawAsync(new RpcCall("eth_call", call, at));
        }
        catch (RpcErrorException revert)
        {
            byte[] data = RevertData.Of(revert);
            if (IncidentRegistry.AlreadyInForceError.TryDecode(data, out _))
            {
                OnAlreadyInForce?.Invoke(IncidentStanding.IdOf(record));
                reason = "another guardian's action is in force already, which is attested instead";
            }
            else reason = Reason(data) ?? revert.NodeMessage;
        }
        catch (RpcException failure)
        {
            reason = $"it reverted, and why is not known: {failure.What}";
        }

        events.Tell(new NodeEvent.ActionReverted(chain, events.Now, record, reason));
    }

    private static string? Reason(byte[] data)
    {
        if (IncidentRegistry.CoolingDownError.TryDecode(data, out var cooling))
            return $"this guardian may act alone again only at {cooling.Time} (seconds since 1970)";
        if (IncidentRegistry.BondTooSmallError.TryDecode(data, out var bond))
            return $"the bond is too small: {bond.Needed} is needed, {bond.Free} is free";
        if (IncidentRegistry.NotOnDutyError.TryDecode(data, out _))
            return "the key is no guardian's on duty";
        if (IncidentRegistry.NotEnrolledError.TryDecode(data, out _)) return "the protocol is not enrolled any more";
        return IncidentRegistry.WasOverturnedError.TryDecode(data, out _) ? "the same was overturned before" : null;
    }
}
