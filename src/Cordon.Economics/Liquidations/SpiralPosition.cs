namespace Cordon.Economics.Liquidations;

/// <summary>One borrower in a spiral.</summary>
/// <param name="Units">Of collateral.</param>
/// <param name="Debt">In quote currency.</param>
/// <param name="LiqThreshold">Share of the collateral's value that debt may reach, above 0, at most 1.</param>
public readonly record struct SpiralPosition(double Units, double Debt, double LiqThreshold);
