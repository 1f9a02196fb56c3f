namespace Cordon.Economics.QuickestDetection;

/// <summary>A cumulative sum over given observations.</summary>
/// <param name="Statistic">After each observation.</param>
/// <param name="AlarmAt">Number of the observation that raised the alarm, from 1; null without alarm.</param>
/// <param name="ChangeEstimate">Number of the observation at which the statistic last left 0 before the alarm: when
/// the attack probably began; null without alarm.</param>
public sealed record CusumPath(IReadOnlyList<double> Statistic, int? AlarmAt, int? ChangeEstimate);
