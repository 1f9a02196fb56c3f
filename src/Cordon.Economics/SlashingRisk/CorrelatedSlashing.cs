using Cordon.Economics.Numbers;
using MathNet.Numerics;

namespace Cordon.Economics.SlashingRisk;

/// <summary>How many validators are slashed together, when one client fails for many (beta-binomial).</summary>
/// <param name="Validators">n, 1 or more.</param>
/// <param name="Probability">Of each, 0 to 1.</param>
/// <param name="Correlation">Between any two: 0 independent, 1 all or none. rho = 1 / (a + b + 1).</param>
public sealed record CorrelatedSlashing(int Validators, double Probability, double Correlation)
{
    public double Mean => Validators * Probability;

    public double Deviation =>
        Math.Sqrt(Validators * Probability * (1 - Probability) * (1 + (Validators - 1) * Correlation));

    /// <summary>P(at least k are slashed).</summary>
    public double AtLeast(int k)
    {
        if (k <= 0) return 1;
        if (k > Validators || Probability <= 0) return 0;
        if (Probability >= 1 || Correlation >= 1) return Probability;
        if (Correlation <= 0) return AtLeastIfIndependent(k);

        double mass = 1 / Correlation - 1;
        (double a, double b) = (Probability * mass, (1 - Probability) * mass);
        // The shorter side is summed, so that a small tail keeps its digits.
        bool isUpper = k > Mean;
        double sum = 0;
        for (int i = isUpper ? k : 0; i < (isUpper ? Validators + 1 : k); i++)
            sum += Math.Exp(LogChoose(i) + SpecialFunctions.BetaLn(i + a, Validators - i + b)
                - SpecialFunctions.BetaLn(a, b));
        return isUpper ? sum : 1 - sum;
    }

    /// <summary>The same if they failed independently: what a naive model promises.</summary>
    public double AtLeastIfIndependent(int k) => BinomialTail.AtLeast(k, Validators, Probability);

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public CorrelatedSlashing Checked()
    {
        Require.Range(Validators, 1, 1_000_000);
        Require.Fraction(Probability, "p");
        Require.Fraction(Correlation);
        return this;
    }

    private double LogChoose(int k) => SpecialFunctions.BinomialLn(Validators, k);
}
