using Cordon.Economics.Models;
using Cordon.Economics.QuickestDetection;

namespace Cordon.Economics.Assessment;

/// <summary>One threshold of a cumulative-sum detector.</summary>
/// <param name="Threshold">In standard deviations.</param>
/// <param name="DaysBetweenFalseAlarms">On average.</param>
/// <param name="DelayMinutes">From attack to alarm, on average.</param>
public sealed record DetectorSetting(double Threshold, double DaysBetweenFalseAlarms, double DelayMinutes)
{
    private const double MinutesPerDay = 1440;

    internal static DetectorSetting Of(DetectionModel model, double threshold)
    {
        Cusum cusum = new(model.SignalShift / 2, threshold);
        return new DetectorSetting(
            threshold,
            CusumRunLength.OneSided(cusum, 0) * model.ObservationMinutes / MinutesPerDay,
            CusumRunLength.OneSided(cusum, model.SignalShift) * model.ObservationMinutes);
    }
}
