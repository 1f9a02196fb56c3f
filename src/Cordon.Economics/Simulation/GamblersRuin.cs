using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation;

/// <summary>An attacker's war chest: one unit won or lost a round, until it breaks even or is ruined.</summary>
/// <param name="WinProbability">Of a round, 0 to 1.</param>
/// <param name="Start">Units at the start, 0 to the target.</param>
/// <param name="Target">Units at which it stops, 1 or more.</param>
public sealed record GamblersRuin(double WinProbability, int Start, int Target)
{
    /// <summary>Probability of reaching the target.</summary>
    public double ReachesTarget
    {
        get
        {
            if (Start == 0) return 0;
            if (Start == Target || WinProbability >= 1) return 1;
            if (WinProbability <= 0) return 0;
            double log = Precise.Log1p(-WinProbability) - Math.Log(WinProbability);
            if (Math.Abs(log) * Target < 1e-9) return (double)Start / Target;
            if (log < 0)
            {
                return Precise.ExpMinusOne(Start * log)
                    / Precise.ExpMinusOne(Target * log);
            }

            // Losing rounds: in falling powers, so that nothing overflows.
            return Math.Exp((Start - Target) * log) * Precise.ExpMinusOne(-Start * log)
                / Precise.ExpMinusOne(-Target * log);
        }
    }

    /// <summary>Mean number of rounds.</summary>
    public double MeanDuration
    {
        get
        {
            double drift = 1 - 2 * WinProbability;
            return Math.Abs(drift) * Target < 1e-6
                ? (double)Start * (Target - Start)
                : (Start - Target * ReachesTarget) / drift;
        }
    }

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public GamblersRuin Checked()
    {
        Require.Fraction(WinProbability, "p_win");
        Require.Range(Target, 1, int.MaxValue);
        Require.Range(Start, 0, Target);
        return this;
    }
}
