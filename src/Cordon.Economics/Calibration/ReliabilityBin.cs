namespace Cordon.Economics.Calibration;

/// <summary>Forecasts of similar probability, against what came.</summary>
/// <param name="From">Excluded, but for 0.</param>
/// <param name="To">Included.</param>
/// <param name="Count">How many forecasts lie in it.</param>
/// <param name="MeanForecast">Their mean; NaN for none.</param>
/// <param name="ObservedShare">How many of them came true; NaN for none.</param>
public sealed record ReliabilityBin(double From, double To, int Count, double MeanForecast, double ObservedShare);
