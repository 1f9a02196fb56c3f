using Cordon.Ethereum;

namespace Cordon.Response.Sending;

/// <summary>What a unit of gas costs at the head of a chain, in wei.</summary>
/// <param name="BaseFee">Of the next block; null on a chain without EIP-1559.</param>
/// <param name="Tip">What the node suggests to offer above the base fee; without base fee the whole gas price.</param>
public sealed record FeeQuote(UInt256? BaseFee, UInt256 Tip);
