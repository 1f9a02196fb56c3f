using Cordon.Economics.Numbers;
using MathNet.Numerics.Distributions;

namespace Cordon.Economics.Coordination;

/// <summary>A good that exists when enough of n take part (Palfrey and Rosenthal 1984).</summary>
/// <param name="Members">1 or more.</param>
/// <param name="Threshold">How many have to take part, 1 to the number of members.</param>
/// <param name="ParticipationProbability">Of each member, independently.</param>
public sealed record ThresholdPublicGood(int Members, int Threshold, double ParticipationProbability)
{
    /// <summary>Probability that enough take part.</summary>
    public double Provided => BinomialTail.AtLeast(Threshold, Members, ParticipationProbability);

    /// <summary>Probability that a member's own part decides: exactly one too few among the others.</summary>
    public double Pivotal => Binomial.PMF(ParticipationProbability, Members - 1, Threshold - 1);

    /// <summary>The cost, per unit of benefit, up to which taking part pays.</summary>
    public double WorthwhileCostMax => Pivotal;

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public ThresholdPublicGood Checked()
    {
        Require.Range(Members, 1, 1_000_000, "n");
        Require.Range(Threshold, 1, Members);
        Require.Fraction(ParticipationProbability, "p_participate");
        return this;
    }
}
