namespace Cordon.Economics.Assessment;

/// <summary>A point of a curve.</summary>
public readonly record struct CurvePoint(double X, double Y);
