namespace Cordon.Economics.Liquidations;

/// <summary>A balance sheet that has to keep a capital ratio.</summary>
/// <param name="IlliquidUnits">Held of the asset that everybody sells.</param>
/// <param name="Cash">And other assets whose price does not move.</param>
/// <param name="Liabilities">What it owes.</param>
public readonly record struct FireSaleBank(double IlliquidUnits, double Cash, double Liabilities);
