using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation;

/// <summary>How long alerts wait for a free guardian (Erlang C: Poisson arrivals, exponential handling).</summary>
/// <param name="ArrivalRate">Alerts per hour, above 0.</param>
/// <param name="ServiceRate">Alerts one guardian handles per hour, above 0.</param>
/// <param name="Guardians">1 or more.</param>
public sealed record TriageQueue(double ArrivalRate, double ServiceRate, int Guardians)
{
    /// <summary>Whether they keep up; otherwise every alert waits, ever longer.</summary>
    public bool IsStable => ArrivalRate < Guardians * ServiceRate;

    /// <summary>Probability that an alert waits.</summary>
    public double WaitProbability
    {
        get
        {
            if (!IsStable) return 1;
            double load = ArrivalRate / ServiceRate;
            double blocked = 1; // Erlang B, by its recursion
            for (int c = 1; c <= Guardians; c++) blocked = load * blocked / (c + load * blocked);
            double use = load / Guardians;
            return blocked / (1 - use * (1 - blocked));
        }
    }

    /// <summary>Mean wait in hours, those who do not wait included.</summary>
    public double MeanWait => IsStable
        ? WaitProbability / (Guardians * ServiceRate - ArrivalRate)
        : double.PositiveInfinity;

    /// <summary>Mean number of waiting alerts.</summary>
    public double MeanQueue => ArrivalRate * MeanWait;

    /// <summary>Probability that an alert waits longer than t hours.</summary>
    public double WaitExceeds(double hours)
    {
        Require.Amount(hours, "t_hours");
        return IsStable ? WaitProbability * Math.Exp(-(Guardians * ServiceRate - ArrivalRate) * hours) : 1;
    }

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public TriageQueue Checked()
    {
        Require.Positive(ArrivalRate, "alerts_per_hour");
        Require.Positive(ServiceRate, "handled_per_hour_per_guardian");
        Require.Range(Guardians, 1, 1_000_000);
        return this;
    }
}
