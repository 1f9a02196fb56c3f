using Cordon.Economics.Numbers;

namespace Cordon.Economics.SlashingRisk;

/// <summary>How likely slashing is, from what was seen and what is usual (gamma prior, Poisson events).</summary>
/// <param name="PriorShape">a, above 0: how many events the prior is worth.</param>
/// <param name="PriorRate">b, above 0: over how much exposure.</param>
/// <param name="Events">Seen, at least 0.</param>
/// <param name="Exposure">T, for instance validator-days observed, at least 0.</param>
public sealed record SlashingHazard(double PriorShape, double PriorRate, int Events, double Exposure)
{
    /// <summary>Events per unit of exposure, expected after what was seen.</summary>
    public double MeanRate => (PriorShape + Events) / (PriorRate + Exposure);

    /// <summary>The probability of at least one event over a horizon: 1 - ((b+T)/(b+T+tau))^(a+k).</summary>
    /// <param name="horizon">tau, in units of the exposure, at least 0.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public double AtLeastOne(double horizon)
    {
        Require.Amount(horizon);
        double exponent = (PriorShape + Events) * Precise.Log1p(horizon / (PriorRate + Exposure));
        return -Precise.ExpMinusOne(-exponent);
    }

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public SlashingHazard Checked()
    {
        Require.Positive(PriorShape);
        Require.Positive(PriorRate);
        Require.Range(Events, 0, int.MaxValue);
        Require.Amount(Exposure);
        return this;
    }
}
