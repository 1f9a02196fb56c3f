using Cordon.Economics.Numbers;
using MathNet.Numerics.RootFinding;

namespace Cordon.Economics.Simulation;

/// <summary>How far a copied exploit spreads over forks and clones (Kermack and McKendrick).</summary>
/// <param name="ReproductionNumber">R0: exploited clones per exploited clone while all are open, at least 0.</param>
public sealed record SirEpidemic(double ReproductionNumber)
{
    /// <summary>The share that is exploited in the end: z = 1 - exp(-R0 z), the greater solution.</summary>
    public double FinalSize
    {
        get
        {
            double r = ReproductionNumber;
            if (r <= 1) return 0;
            double Excess(double z) => 1 - Math.Exp(-r * z) - z;

            // Just above R0 = 1 the solution is near 2 (R0 - 1) / R0^2; half of that lies below it.
            double low = Math.Min(0.5, (r - 1) / (r * r));
            return Excess(low) <= 0 ? low : Brent.FindRoot(Excess, low, 1, 1e-15, 200);
        }
    }

    /// <summary>The share that has to be patched before for it not to spread.</summary>
    public double HerdThreshold => Math.Max(0, 1 - 1 / ReproductionNumber);

    /// <summary>Checks the field.</summary>
    /// <exception cref="InvalidInputException">It is out of range.</exception>
    public SirEpidemic Checked()
    {
        Require.Amount(ReproductionNumber, "R0");
        return this;
    }
}
