namespace Cordon.Detection.Liquidation;

/// <summary>None yet: every liquidation is reported, as context.</summary>
public sealed class LiquidationOptions;
