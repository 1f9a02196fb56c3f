using System.Collections.Immutable;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Settings;

/// <summary>One chain that a node watches.</summary>
/// <param name="Id">Chain id; an endpoint of another chain is refused.</param>
/// <param name="Endpoints">At least one. IPC comes before WebSocket before HTTP; among equals the file's order.</param>
public sealed record ChainSettings(ulong Id, ImmutableArray<RpcEndpoint> Endpoints)
{
    /// <summary>Where transactions go besides the endpoints: private relays.</summary>
    public ImmutableArray<RpcEndpoint> Relays { get; init; } = [];

    /// <summary>Whether transactions go to the relays alone.</summary>
    public bool SendsPrivately { get; init; }

    /// <summary>Whether pending transactions are followed.</summary>
    public bool FollowsMempool { get; init; } = true;

    /// <summary>The IncidentRegistry, null where the chain has none and nothing can be done on it.</summary>
    public Address? Registry { get; init; }

    /// <summary>The GuardianStake behind the registry, null with it.</summary>
    public Address? Stake { get; init; }

    /// <summary>The Engagement that pays by this stake, null where nobody asks for attention.</summary>
    public Address? Engagement { get; init; }

    /// <summary>The block in which registry and stake were deployed: guardians and incidents are looked for from there
    /// on. 0 is always right, and slow at the start of a node on a long chain.</summary>
    public long DeploymentBlock { get; init; }
}
