using Cordon.Economics.Numbers;

namespace Cordon.Economics.QuickestDetection;

/// <summary>A sequential test of the mean of normal observations.</summary>
/// <param name="Test">The lines.</param>
/// <param name="MeanNormal">Mean under H0.</param>
/// <param name="MeanAttack">Mean under H1, another one.</param>
/// <param name="Deviation">Standard deviation, above 0.</param>
public sealed record NormalSprt(SequentialTest Test, double MeanNormal, double MeanAttack, double Deviation)
{
    private double Shift => (MeanAttack - MeanNormal) / Deviation;

    public double WaldLengthUnderH0 => Test.LengthUnderH0(-Shift * Shift / 2);

    public double WaldLengthUnderH1 => Test.LengthUnderH1(Shift * Shift / 2);

    /// <summary>The log-likelihood ratio of one observation.</summary>
    public double StepOf(double observation) =>
        Shift / Deviation * (observation - (MeanNormal + MeanAttack) / 2);

    /// <summary>Follows observations until a line is crossed.</summary>
    public SequentialPath Follow(IEnumerable<double> observations) => Test.Follow(observations.Select(StepOf));

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public NormalSprt Checked()
    {
        Test.Checked();
        Require.Finite(MeanNormal);
        Require.Finite(MeanAttack);
        Require.Positive(Deviation, "sigma");
        Require.That(MeanNormal != MeanAttack, "mean_h1", MeanAttack, "another mean than under H0");
        return this;
    }
}
