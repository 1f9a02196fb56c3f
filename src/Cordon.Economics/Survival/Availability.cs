using Cordon.Economics.Numbers;

namespace Cordon.Economics.Survival;

/// <summary>The share of time in which something works.</summary>
/// <param name="MeanTimeBetweenFailures">Up time, above 0.</param>
/// <param name="MeanTimeToRepair">Down time in the same unit, at least 0.</param>
public sealed record Availability(double MeanTimeBetweenFailures, double MeanTimeToRepair)
{
    private const double HoursPerYear = 8_760;

    public double Share => MeanTimeBetweenFailures / (MeanTimeBetweenFailures + MeanTimeToRepair);

    public double DownHoursPerYear =>
        HoursPerYear * (MeanTimeToRepair / (MeanTimeBetweenFailures + MeanTimeToRepair));

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public Availability Checked()
    {
        Require.Positive(MeanTimeBetweenFailures, "mtbf_hours");
        Require.Amount(MeanTimeToRepair, "mttr_hours");
        return this;
    }
}
