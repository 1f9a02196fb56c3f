using Cordon.Economics.Numbers;

namespace Cordon.Economics.QuickestDetection;

/// <summary>Wald's sequential test: watch until the evidence crosses a line.</summary>
/// <param name="FalseAlarm">Wanted probability of accepting H1 under H0 (alpha), between 0 and 1.</param>
/// <param name="Miss">Wanted probability of accepting H0 under H1 (beta); alpha + beta below 1.</param>
public sealed record SequentialTest(double FalseAlarm, double Miss)
{
    /// <summary>Accept H1 at this log-likelihood ratio: ln((1 - beta) / alpha).</summary>
    public double Upper => Math.Log((1 - Miss) / FalseAlarm);

    /// <summary>Accept H0 at this one: ln(beta / (1 - alpha)).</summary>
    public double Lower => Math.Log(Miss / (1 - FalseAlarm));

    /// <summary>Wald's expected number of observations under H0, overshoot neglected.</summary>
    /// <param name="meanStep">Mean log-likelihood ratio of one observation under H0, below 0.</param>
    public double LengthUnderH0(double meanStep) => ((1 - FalseAlarm) * Lower + FalseAlarm * Upper) / meanStep;

    /// <summary>The same under H1.</summary>
    /// <param name="meanStep">Mean log-likelihood ratio of one observation under H1, above 0.</param>
    public double LengthUnderH1(double meanStep) => (Miss * Lower + (1 - Miss) * Upper) / meanStep;

    /// <summary>Follows log-likelihood ratios until a line is crossed.</summary>
    /// <param name="steps">By observation its log-likelihood ratio.</param>
    public SequentialPath Follow(IEnumerable<double> steps)
    {
        List<double> path = [];
        double sum = 0;
        foreach (double step in steps)
        {
            sum += Require.Number(step);
            path.Add(sum);
            if (sum >= Upper) return new SequentialPath(path, SequentialDecision.AcceptH1);
            if (sum <= Lower) return new SequentialPath(path, SequentialDecision.AcceptH0);
        }

        return new SequentialPath(path, SequentialDecision.Continue);
    }

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public SequentialTest Checked()
    {
        Require.OpenFraction(FalseAlarm, "alpha");
        Require.OpenFraction(Miss, "beta");
        Require.That(FalseAlarm + Miss < 1, "beta", Miss, $"below {1 - FalseAlarm}: alpha + beta stay below 1");
        return this;
    }
}
