using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>A profit from trades in a circle.</summary>
public sealed record ArbitrageLabel(
    ulong Block, Hash256 Tx, Address Account, Address ProfitToken, UInt256 Profit, int Swaps, bool
    IsReverted);
