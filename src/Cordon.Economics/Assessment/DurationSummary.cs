using System.Collections.Immutable;
using Cordon.Economics.Survival;

namespace Cordon.Economics.Assessment;

/// <summary>Durations of past incidents, with those not over counted as what they are.</summary>
/// <param name="Count">Of incidents.</param>
/// <param name="Open">Of them not over.</param>
/// <param name="MeanMinutes">Exposure over events; assumed when there is no history.</param>
/// <param name="MedianMinutes">Null while fewer than half are over.</param>
/// <param name="Curve">Kaplan-Meier: minutes, and the share that lasts longer.</param>
public sealed record DurationSummary(
    int Count, int Open, double MeanMinutes, double? MedianMinutes, ImmutableArray<CurvePoint> Curve)
{
    public bool IsAssumed => Count == 0;

    internal static DurationSummary Of(IReadOnlyList<Duration> durations, double mean)
    {
        if (durations.Count == 0) return new DurationSummary(0, 0, mean, null, []);
        SurvivalCurve curve = SurvivalCurve.Of(durations);
        return new DurationSummary(
            durations.Count,
            durations.Count(duration => !duration.IsEvent),
            mean,
            curve.Median?.ToDouble(),
            [.. curve.Steps.Select(step => new CurvePoint(step.Time.ToDouble(), step.Survival.ToDouble()))]);
    }
}
