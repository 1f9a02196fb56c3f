using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Finds the confirmed incidents whose reward a guardian has not claimed.</summary>
internal sealed class RewardSearch(GuardianChain chain, LogSearch logs)
{
    /// <summary>Each incident with what claiming pays now.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<(Hash256 Incident, UInt256 Amount)>> FindAsync(
        uint index, CancellationToken cancellation)
    {
        List<(Hash256, UInt256)> found = [];
        foreach ((Hash256[] topics, byte[] data) in await logs.FindAsync(
            chain.Registry, [IncidentRegistry.ResolvedEvent.Topic], cancellation))
        {
            if (!IncidentRegistry.ResolvedEvent.TryDecode(topics, data, out var resolved)) continue;
            if (await ClaimableAsync(resolved.Incident, index, cancellation) is { IsZero: false } amount)
                found.Add((resolved.Incident, amount));
        }

        return found;
    }

    /// <summary>What claiming an incident's reward pays; null where the contract refuses.</summary>
    public async Task<UInt256?> ClaimableAsync(Hash256 incident, uint index, CancellationToken cancellation)
    {
        try
        {
            return await chain.AskAsync(
                chain.Registry, new IncidentRegistry.ClaimRewardCall(incident, index), cancellation);
        }
        catch (RpcErrorException refused) when (refused.IsDeterministic || refused.ErrorData is not null)
        {
            return null;
        }
    }
}
