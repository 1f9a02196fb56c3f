namespace Cordon.Economics.QuickestDetection;

/// <summary>What a sequential test really does.</summary>
/// <param name="FalseAlarm">Probability of accepting H1 under H0.</param>
/// <param name="Miss">Probability of accepting H0 under H1.</param>
/// <param name="LengthUnderH0">Mean number of observations.</param>
/// <param name="LengthUnderH1">Mean number of observations.</param>
public sealed record ExactSprt(double FalseAlarm, double Miss, double LengthUnderH0, double LengthUnderH1);
