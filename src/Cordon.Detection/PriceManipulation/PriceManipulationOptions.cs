namespace Cordon.Detection.PriceManipulation;

/// <summary>Only what every detector of harm takes: the shapes have no thresholds.</summary>
public sealed class PriceManipulationOptions : LossOptions;
