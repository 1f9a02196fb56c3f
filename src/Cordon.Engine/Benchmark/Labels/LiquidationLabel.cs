using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>A borrower's collateral sold for the debt.</summary>
public sealed record LiquidationLabel(
    ulong Block, Hash256 Tx, Address Borrower, Address Liquidator, Address DebtToken,
    UInt256 DebtAmount, Address CollateralToken, UInt256 CollateralAmount, bool IsReverted);
