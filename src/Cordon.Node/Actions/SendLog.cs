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

    /// <summary>Takes a new version of a record, and the one before it; null for the first.</summary>
    public void Changed(SendRecord? before, SendRecord record)
    {
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
            byte[] data = Data(revert.ErrorData);
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

    // Nodes give the data as text, or as an object that holds it.
    private static byte[] Data(string? json)
    {
        int start = json?.IndexOf("0x", StringComparison.Ordinal) ?? -1;
        if (start < 0) return [];
        ReadOnlySpan<char> digits = json.AsSpan(start + 2);
        int length = 0;
        while (length < digits.Length && char.IsAsciiHexDigit(digits[length])) length++;
        return Convert.FromHexString(digits[..(length & ~1)]);
    }
}
