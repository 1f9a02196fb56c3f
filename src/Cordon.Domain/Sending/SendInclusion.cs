using Cordon.Ethereum;

namespace Cordon.Domain.Sending;

/// <summary>The block in which an attempt was mined.</summary>
/// <param name="Cost">What it cost, in wei: gas, and the value if it succeeded.</param>
public sealed record SendInclusion(
    Hash256 Transaction, ulong BlockNumber, Hash256 BlockHash, bool Succeeded, UInt256 Cost);
