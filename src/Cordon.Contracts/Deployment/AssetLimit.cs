using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>How much of an asset may leave a protocol.</summary>
/// <param name="Limit">At once, in the asset's smallest unit; it refills within one window.</param>
/// <param name="WindowSeconds">10 minutes to 7 days.</param>
/// <param name="HoldMaxSeconds">After which a held withdrawal is due in any case, up to 7 days.</param>
public sealed record AssetLimit(Address Asset, UInt256 Limit, uint WindowSeconds, uint HoldMaxSeconds);
