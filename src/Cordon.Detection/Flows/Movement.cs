using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.Flows;

/// <summary>One transfer of value with wrapping taken out of it.</summary>
/// <param name="Call">The frame that moved it, -1 where only receipts are known.</param>
/// <param name="Asset">The token, or <see cref="AccountId.Ether"/> for the native coin and its wrapper.</param>
/// <param name="From">Who gave.</param>
/// <param name="To">Who received.</param>
/// <param name="Amount">In the asset's smallest unit.</param>
public readonly record struct Movement(int Call, AccountId Asset, AccountId From, AccountId To, UInt256 Amount);
