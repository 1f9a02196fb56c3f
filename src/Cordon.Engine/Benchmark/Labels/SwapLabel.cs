using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>A trade that another classifier found; amounts in smallest units, the native coin as 0xeeee…eeee.</summary>
public sealed record SwapLabel(
    ulong Block, Hash256 Tx, Address Pool, Address TokenIn, UInt256 AmountIn, Address TokenOut,
    UInt256 AmountOut, bool IsReverted);
