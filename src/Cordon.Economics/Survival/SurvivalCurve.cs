using Cordon.Economics.Numbers;

namespace Cordon.Economics.Survival;

/// <summary>How long detection or repair takes, open cases counted as what they are.</summary>
public sealed class SurvivalCurve
{
    private SurvivalCurve(IReadOnlyList<SurvivalStep> steps, int events, Rational exposure)
    {
        Steps = steps;
        Events = events;
        Exposure = exposure;
    }

    /// <summary>The drops, by time.</summary>
    public IReadOnlyList<SurvivalStep> Steps { get; }

    public int Events { get; }

    /// <summary>All durations together.</summary>
    public Rational Exposure { get; }

    /// <summary>The first time by which at least half have ended; null while fewer have.</summary>
    public Rational? Median => Steps.Where(step => step.Survival <= new Rational(1, 2))
        .Select(step => (Rational?)step.Time).FirstOrDefault();

    /// <summary>Events per unit of time, if the rate is constant; null without exposure.</summary>
    public Rational? ExponentialRate => Exposure.IsZero ? null : Events / Exposure;

    /// <summary>Its inverse; null without events.</summary>
    public Rational? ExponentialMean => Events == 0 ? null : Exposure / Events;

    /// <summary>The probability of lasting longer than a time.</summary>
    public Rational At(Rational time) =>
        Steps.LastOrDefault(step => step.Time <= time)?.Survival ?? Rational.One;

    /// <summary>The mean time up to a horizon: the area under the curve from 0 to tau.</summary>
    /// <exception cref="InvalidInputException">The horizon is negative.</exception>
    public Rational RestrictedMean(Rational tau)
    {
        Require.Amount(tau);
        Rational area = default;
        Rational since = default;
        Rational level = Rational.One;
        foreach (SurvivalStep step in Steps)
        {
            if (step.Time >= tau) break;
            area += level * (step.Time - since);
            (since, level) = (step.Time, step.Survival);
        }

        return area + level * (tau - since);
    }

    /// <summary>Estimates the curve.</summary>
    /// <exception cref="InvalidInputException">There are no durations, or one is negative.</exception>
    public static SurvivalCurve Of(IReadOnlyList<Duration> durations)
    {
        Require.That(durations.Count > 0, "data", "an empty list", "at least one duration");
        for (int i = 0; i < durations.Count; i++) Require.Amount(durations[i].Time, $"data[{i}].time");

        List<SurvivalStep> steps = [];
        int atRisk = durations.Count;
        Rational survival = Rational.One;
        Rational hazard = default;
        double variance = 0;
        foreach (IGrouping<Rational, Duration> group in durations.GroupBy(d => d.Time).OrderBy(g => g.Key))
        {
            int events = group.Count(duration => duration.IsEvent);
            if (events > 0)
            {
                survival *= new Rational(atRisk - events, atRisk);
                hazard += new Rational(events, atRisk);
                variance += (double)events / ((double)atRisk * (atRisk - events));
                double? error = survival.IsZero ? null : survival.ToDouble() * Math.Sqrt(variance);
                steps.Add(new SurvivalStep(group.Key, atRisk, events, survival, error, hazard));
            }

            atRisk -= group.Count();
        }

        return new SurvivalCurve(
            steps, durations.Count(d => d.IsEvent), Rational.Sum(durations.Select(d => d.Time)));
    }
}
