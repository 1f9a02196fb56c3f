using Cordon.Economics.Fusion;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.QuickestDetection;

/// <summary>A sequential test of an alert rate: p0 in peace, p1 under attack.</summary>
/// <param name="Test">The lines.</param>
/// <param name="RateNormal">p0, between 0 and 1.</param>
/// <param name="RateAttack">p1, between p0 and 1.</param>
public sealed record BernoulliSprt(SequentialTest Test, double RateNormal, double RateAttack)
{
    private const double MassLeftMax = 1e-15;
    private const int ObservationsMax = 1_000_000;

    /// <summary>What an alert adds.</summary>
    public double StepOfAlert => Math.Log(RateAttack / RateNormal);

    /// <summary>What silence adds.</summary>
    public double StepOfSilence => Math.Log((1 - RateAttack) / (1 - RateNormal));

    public double WaldLengthUnderH0 =>
        Test.LengthUnderH0(-Information.Divergence(RateNormal, RateAttack));

    public double WaldLengthUnderH1 => Test.LengthUnderH1(Information.Divergence(RateAttack, RateNormal));

    /// <summary>The exact error rates and mean lengths, overshoot included, by dynamic programming over the number of
    /// alerts.</summary>
    public ExactSprt Exact()
    {
        (double alarm, _, double lengthNormal) = Walk(RateNormal);
        (_, double miss, double lengthAttack) = Walk(RateAttack);
        return new ExactSprt(alarm, miss, lengthNormal, lengthAttack);
    }

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public BernoulliSprt Checked()
    {
        Test.Checked();
        Require.OpenFraction(RateNormal, "p0");
        Require.OpenFraction(RateAttack, "p1");
        Require.That(RateNormal < RateAttack, "p1", RateAttack, $"above p0 = {RateNormal}");
        return this;
    }

    private (double AcceptH1, double AcceptH0, double Length) Walk(double rate)
    {
        (double alert, double silence) = (StepOfAlert, StepOfSilence);
        Dictionary<int, double> mass = new() { [0] = 1 };
        double acceptH1 = 0;
        double acceptH0 = 0;
        double length = 0;
        for (int n = 1; n <= ObservationsMax && mass.Count > 0; n++)
        {
            Dictionary<int, double> next = [];
            double left = 0;
            foreach ((int alerts, double p) in mass)
            {
                length += p; // one more observation is taken from here
                for (int more = 0; more <= 1; more++)
                {
                    double q = p * (more == 1 ? rate : 1 - rate);
                    int sum = alerts + more;
                    double ratio = sum * alert + (n - sum) * silence;
                    if (ratio >= Test.Upper) acceptH1 += q;
                    else if (ratio <= Test.Lower) acceptH0 += q;
                    else
                    {
                        next[sum] = next.GetValueOrDefault(sum) + q;
                        left += q;
                    }
                }
            }

            mass = left < MassLeftMax ? [] : next;
        }

        return (acceptH1, acceptH0, length);
    }
}
