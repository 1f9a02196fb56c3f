using System.Collections.Immutable;
using System.Net;
using Cordon.Ethereum;

namespace Cordon.Node.Settings;

/// <summary>The member on whose behalf a node acts.</summary>
/// <param name="Key">Where the key is that signs attestations and transactions.</param>
public sealed record GuardianSettings(KeySource Key)
{
    /// <summary>The Safe that is the guardian's key, of which <see cref="Key"/> is an owner's; null where the key is
    /// the guardian's own. Such a node attests, on the chain, and does nothing else in the Safe's name.</summary>
    public Address? Safe { get; init; }

    /// <summary>Where peers reach this node; null for a node that only calls others.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>Whether peers that registered an address of a private network, or of this machine, are called.
    /// </summary>
    public bool AllowsPrivatePeers { get; init; }

    /// <summary>Whether others' missed and wrong answers to attention challenges are punished.</summary>
    public bool Punishes { get; init; }

    /// <summary>The most that may be committed within 24 hours on each chain, in wei; null for the sender's default.
    /// </summary>
    public UInt256? WeiPerDayMax { get; init; }

    /// <summary>The most a unit of gas may cost, in wei; null for the sender's default.</summary>
    public UInt256? FeePerGasMax { get; init; }
}
