namespace Cordon.Detection.PriceManipulation;

/// <summary>None: the shapes have no thresholds.</summary>
public sealed class PriceManipulationOptions;
