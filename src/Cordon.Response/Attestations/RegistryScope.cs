using Cordon.Ethereum;

namespace Cordon.Response.Attestations;

/// <summary>The registry whose incidents guardians attest: what an exchange is about.</summary>
/// <param name="Chain">Chain id.</param>
/// <param name="Registry">The IncidentRegistry.</param>
/// <param name="Stake">The GuardianStake behind it.</param>
public sealed record RegistryScope(ulong Chain, Address Registry, Address Stake)
{
    /// <summary>How messages between nodes name it: chain id, colon, registry.</summary>
    public string Name => $"{Chain}:{Registry}";
}
