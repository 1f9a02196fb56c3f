using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Finds the confirmed incidents whose reward a guardian has not claimed.</summary>
internal sealed class RewardSearch(GuardianChain chain, LogSearch logs)
{
    private const byte Confirmed = 1; // IIncidentRegistry.Outcome

    /// <summary>Each incident with what claiming pays now.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<(Hash256 Incident, UInt256 Amount)>> FindAsync(
        uint index, CancellationToken cancellation)
    {
        List<(Hash256, UInt256)> found = [];
        foreach ((Hash256[] topics, byte[] data) in await logs.FindAsync(
            "rewards", chain.Registry, [[IncidentRegistry.ResolvedEvent.Topic]], cancellation))
        {
            if (IncidentRegistry.ResolvedEvent.TryDecode(topics, data, out var resolved)
                && resolved.Outcome == Confirmed)
            {
                found.AddRange(await OfAsync(chain, resolved.Incident, index, cancellation));
            }
        }

        return found;
    }

    /// <summary>One incident with what claiming pays now; none where the contract refuses.</summary>
    public static async Task<IReadOnlyList<(Hash256 Incident, UInt256 Amount)>> OfAsync(
        GuardianChain chain, Hash256 incident, uint index, CancellationToken cancellation)
    {
        try
        {
            UInt256 amount = await chain.AskAsync(
                chain.Registry, new IncidentRegistry.ClaimRewardCall(incident, index), cancellation);
            return amount.IsZero ? [] : [(incident, amount)];
        }
        catch (RpcErrorException refused) when (refused.IsDeterministic || refused.ErrorData is not null)
        {
            return [];
        }
    }
}
