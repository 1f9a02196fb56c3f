using Cordon.Economics.Numbers;

namespace Cordon.Economics.Fusion;

/// <summary>What a watcher with given rates tells about an attack of given prior probability.</summary>
/// <param name="Prior">Probability of an attack.</param>
/// <param name="TruePositiveRate">Probability of an alert given an attack.</param>
/// <param name="FalsePositiveRate">Probability of an alert given none.</param>
public sealed record SensorInformation(double Prior, double TruePositiveRate, double FalsePositiveRate)
{
    public double AlertProbability => Prior * TruePositiveRate + (1 - Prior) * FalsePositiveRate;

    /// <summary>Probability of an attack given an alert; NaN for a watcher that never alerts.</summary>
    public double PositivePredictiveValue => Prior * TruePositiveRate / AlertProbability;

    /// <summary>Probability of none given silence; NaN for a watcher that always alerts.</summary>
    public double NegativePredictiveValue => (1 - Prior) * (1 - FalsePositiveRate) / (1 - AlertProbability);

    /// <summary>What one look tells about the attack, in bits.</summary>
    public double MutualInformationBits =>
        (Prior * Information.Divergence(TruePositiveRate, AlertProbability)
            + (1 - Prior) * Information.Divergence(FalsePositiveRate, AlertProbability)) / Math.Log(2);

    /// <summary>Evidence for an attack per look during one, in nats: sets the delay of quickest detection.</summary>
    public double AttackVersusNormal => Information.Divergence(TruePositiveRate, FalsePositiveRate);

    /// <summary>Evidence against an attack per look in peace, in nats.</summary>
    public double NormalVersusAttack => Information.Divergence(FalsePositiveRate, TruePositiveRate);

    /// <summary>How fast the smaller error falls with the number of looks, in nats.</summary>
    public double Chernoff => Information.Chernoff(TruePositiveRate, FalsePositiveRate);

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public SensorInformation Checked()
    {
        Require.Fraction(Prior);
        Require.Fraction(TruePositiveRate, "tpr");
        Require.Fraction(FalsePositiveRate, "fpr");
        return this;
    }
}
