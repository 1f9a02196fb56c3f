using System.Numerics;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>A profit from trades in a circle; negative where it was a loss.</summary>
public sealed record ArbitrageLabel(
    ulong Block, Hash256 Tx, Address Account, Address ProfitToken, BigInteger Profit, int Swaps,
    bool IsReverted);
