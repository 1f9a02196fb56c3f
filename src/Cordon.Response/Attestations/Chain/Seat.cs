using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Chain;

/// <summary>What a key counts for in one incident.</summary>
/// <param name="Index">Its guardian's.</param>
/// <param name="Weight">Of the second before the incident was raised, as the contract counts.</param>
internal readonly record struct Seat(uint Index, UInt256 Weight);
