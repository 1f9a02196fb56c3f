using Cordon.Ethereum;

namespace Cordon.Response.Attestations;

/// <summary>The registry whose incidents guardians attest: what an exchange is about.</summary>
/// <param name="Chain">Chain id.</param>
/// <param name="Registry">The IncidentRegistry.</param>
/// <param name="Stake">The GuardianStake behind it.</param>
public sealed record RegistryScope(ulong Chain, Address Registry, Address Stake)
{
    private const string DomainVersion = "1";

    /// <summary>How messages between nodes name it: chain id, colon, registry.</summary>
    public string Name => $"{Chain}:{Registry}";

    /// <summary>What binds a signature to this registry (EIP-712).</summary>
    /// <param name="name">What is signed there.</param>
    internal Eip712Domain Domain(string name) =>
        new() { Name = name, Version = DomainVersion, ChainId = Chain, VerifyingContract = Registry };

    /// <summary>The same as the member of typed data, with its comma behind it.</summary>
    internal string DomainJson(string name) =>
        $"\"domain\":{{\"name\":\"{name}\",\"version\":\"{DomainVersion}\",\"chainId\":{Chain},"
        + $"\"verifyingContract\":\"{Registry}\"}},";
}
