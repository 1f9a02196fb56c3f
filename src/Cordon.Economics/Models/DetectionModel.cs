using Cordon.Economics.Survival;

namespace Cordon.Economics.Models;

/// <summary>How fast attacks are noticed and stopped.</summary>
public sealed record DetectionModel
{
    /// <summary>Minutes from attack to notice, of past incidents; those still unnoticed are no events.</summary>
    public IReadOnlyList<Duration> MinutesToDetect { get; init; } = [];

    /// <summary>Minutes from notice to stop, likewise.</summary>
    public IReadOnlyList<Duration> MinutesToRespond { get; init; } = [];

    /// <summary>Where the durations come from, for the report.</summary>
    public string Source { get; init; } = "the model";

    public double MeanMinutesToDetect => Mean(MinutesToDetect, 30);

    public double MeanMinutesToRespond => Mean(MinutesToRespond, 60);

    public double AttacksPerYear { get; init; } = 1;

    /// <summary>Mean of the detector's statistic under attack, in standard deviations; above 0.</summary>
    public double SignalShift { get; init; } = 1;

    /// <summary>Minutes between two observations, above 0.</summary>
    public double ObservationMinutes { get; init; } = 1;

    /// <summary>False alarms that people put up with in a month, above 0.</summary>
    public double FalseAlarmsPerMonth { get; init; } = 1;

    // Without history the drain race still needs a number; the report says that it is assumed.
    private static double Mean(IReadOnlyList<Duration> durations, double assumed) =>
        durations.Count > 0 && SurvivalCurve.Of(durations).ExponentialMean is { } mean ? mean.ToDouble() : assumed;
}
