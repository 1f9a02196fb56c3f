using System.Collections.Immutable;
using Cordon.Economics.Models;
using Cordon.Economics.QuickestDetection;
using Cordon.Economics.Survival;

namespace Cordon.Economics.Assessment;

/// <summary>View 4, detection economics: false alarms against delay, and what a minute is worth.</summary>
/// <param name="Trade">Thresholds with days between false alarms and minutes of delay.</param>
/// <param name="Chosen">The threshold that gives the false alarms people put up with.</param>
/// <param name="DelayAsymptotic">Minutes that the best detector needs when false alarms are very rare (Lorden); below a
/// few alarms a year it is a reference, not a bound.</param>
/// <param name="Detect">Minutes to detect.</param>
/// <param name="Respond">Minutes to respond.</param>
/// <param name="AttacksPerYear">For the yearly value of speed.</param>
/// <param name="ValueOfAMinutePerYear">Saved a year by detecting one minute sooner, over all protocols.</param>
/// <param name="Source">Where the durations come from.</param>
public sealed record DetectionView(
    ImmutableArray<DetectorSetting> Trade,
    DetectorSetting Chosen,
    double DelayAsymptotic,
    DurationSummary Detect,
    DurationSummary Respond,
    double AttacksPerYear,
    double ValueOfAMinutePerYear,
    string Source)
{
    private const int Points = 16;
    private const double MinutesPerMonth = 30 * 24 * 60;

    internal static DetectionView Of(DetectionModel model, IReadOnlyList<ProtocolMargin> margins)
    {
        double between = Math.Max(2, MinutesPerMonth / model.ObservationMinutes / model.FalseAlarmsPerMonth);
        double threshold = CusumRunLength.ThresholdFor(model.SignalShift / 2, between);
        double information = model.SignalShift * model.SignalShift / 2;
        return new DetectionView(
            [.. Enumerable.Range(1, Points).Select(i => DetectorSetting.Of(model, i * 1.15 * threshold / Points))],
            DetectorSetting.Of(model, threshold),
            LordenBound.Delay(between, information) * model.ObservationMinutes,
            DurationSummary.Of(model.MinutesToDetect, model.MeanMinutesToDetect),
            DurationSummary.Of(model.MinutesToRespond, model.MeanMinutesToRespond),
            model.AttacksPerYear,
            model.AttacksPerYear * margins.Select(margin => margin.ValueOfAMinute).DefaultIfEmpty(0).Max(),
            model.Source);
    }
}
