using System.Collections.Immutable;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;

namespace Cordon.Node.Settings;

/// <summary>A protocol, how it is stopped on its chain, and what the node may do for it.</summary>
/// <param name="Protocol">Its name, chain and contracts.</param>
/// <param name="Policy">What the node may do; a dry run unless the file says otherwise.</param>
public sealed record GuardedProtocol(Protocol Protocol, ProtocolPolicy Policy)
{
    /// <summary>The address under which it is enrolled in the registry; null where nothing can be done for it on
    /// chain.</summary>
    public Address? Enrolled { get; init; }

    /// <summary>What a throttle or a pause stops: one of the breaker's targets.</summary>
    public Hash256 Target { get; init; } = BreakerTargets.Everything;

    /// <summary>Keccak-256 of the code that contracts are expected to have; those not named may have any.</summary>
    public ImmutableDictionary<Address, Hash256> CodeHashes { get; init; } =
        ImmutableDictionary<Address, Hash256>.Empty;

    /// <summary>Whether its contracts ask the breaker about the address that calls, so that one alone can be kept out.
    /// </summary>
    public bool CanQuarantine { get; init; }
}
