using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark;

/// <summary>A swap fact as the labels write one.</summary>
internal readonly record struct SwapSeen(
    Hash256 Tx, Address Pool, Address TokenIn, UInt256 AmountIn, Address TokenOut, UInt256 AmountOut);
