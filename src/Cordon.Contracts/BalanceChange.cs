using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>What an account gained or lost of an asset.</summary>
/// <param name="Asset">The token; zero for the native coin.</param>
/// <param name="Amount">In the asset's smallest unit; a loss in two's complement.</param>
public readonly record struct BalanceChange(Address Account, Address Asset, UInt256 Amount);
