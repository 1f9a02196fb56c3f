using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;

namespace Cordon.Node.Engagement;

/// <summary>Asks an engagement contract, at the newest block.</summary>
internal sealed class EngagementReader(IRpcCaller node, Address contract, Address key)
{
    /// <summary>What it was deployed with.</summary>
    /// <exception cref="RpcException">The node failed, or the contract is none, or counts another stake.</exception>
    public async Task<EngagementTerms> TermsAsync(Address stake, CancellationToken cancellation)
    {
        Address counted = await AskAsync(new Contracts.Engagement.STAKECall(), cancellation);
        if (counted != stake)
        {
            throw new RpcException(RpcFailure.Implausible, "eth_call", $"{contract}",
                $"it counts the stake {counted}, not {stake}", "Give the engagement contract of this stake.");
        }

        return new EngagementTerms(
            await AskAsync(new Contracts.Engagement.EPOCHSECONDSCall(), cancellation),
            (ulong)await AskAsync(new Contracts.Engagement.REPORTSECONDSCall(), cancellation),
            await AskAsync(new Contracts.Engagement.ANSWERSMINCall(), cancellation));
    }

    public Task<T> AskAsync<T>(IContractCall<T> call, CancellationToken cancellation) =>
        node.ReadAsync(contract, call, "latest", cancellation);

    /// <summary>Tries a call by the guardian's key without sending it.</summary>
    /// <returns>Null where it would take effect, else what it reverts with.</returns>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<byte[]?> RefusalAsync(byte[] data, CancellationToken cancellation)
    {
        RpcParam call = RpcParam.Json(
            $"{{\"from\":\"{key}\",\"to\":\"{contract}\",\"data\":{RpcParam.Data(data)}}}");
        try
        {
            using RpcPayload answer = await node.CallRawAsync(new RpcCall("eth_call", call, "latest"), cancellation);
            return null;
        }
        catch (RpcErrorException revert)
        {
            byte[] reason = RevertData.Of(revert);
            if (reason.Length == 0 && !revert.IsDeterministic) throw;
            return reason;
        }
    }

    /// <summary>Whether a guardian had a voice in the second before an epoch was opened.</summary>
    public async Task<bool> IsSeatedAsync(Address stake, ulong openedAt, CancellationToken cancellation)
    {
        var call = new GuardianStake.SeatAtCall(key, openedAt - 1);
        return !(await node.ReadAsync(stake, call, "latest", cancellation)).Value1.IsZero;
    }
}
