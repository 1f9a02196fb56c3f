using Cordon.Economics.Numbers;

namespace Cordon.Economics.Pricing;

/// <summary>The probability of having no exploit until a time, when the rate is constant piece by piece.</summary>
public sealed class HazardCurve
{
    private readonly double[] _knots;
    private readonly double[] _hazards;

    /// <param name="knots">Ends of the pieces, ascending, above 0; the last rate goes on beyond the last.</param>
    /// <param name="hazards">The rate of each piece, at least 0.</param>
    /// <exception cref="InvalidInputException">Lists of different length, knots out of order, a negative rate.
    /// </exception>
    public HazardCurve(IReadOnlyList<double> knots, IReadOnlyList<double> hazards)
    {
        Require.Range(knots.Count, 1, int.MaxValue, nameof(knots));
        Require.SameCount(hazards.Count, knots.Count, "hazard");
        double before = 0;
        foreach (double knot in knots)
        {
            if (!(Require.Finite(knot, nameof(knots)) > before))
                throw Require.Fault(nameof(knots), knot, $"more than the knot before, {before:R}");
            before = knot;
        }

        _knots = [.. knots];
        _hazards = [.. hazards.Select(hazard => Require.Amount(hazard, "hazard"))];
    }

    /// <summary>exp of minus the integral of the rate.</summary>
    public double SurvivalTo(double time)
    {
        Require.AmountOrInfinity(time, "query");
        double integral = 0;
        double from = 0;
        for (int i = 0; i < _knots.Length && from < time; i++)
        {
            double to = i + 1 == _knots.Length ? time : Math.Min(time, _knots[i]);
            if (_hazards[i] > 0) integral += _hazards[i] * (to - from);
            from = to;
        }

        return Math.Exp(-integral);
    }
}
