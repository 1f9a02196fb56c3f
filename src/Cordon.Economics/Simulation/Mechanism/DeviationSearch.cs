using System.Globalization;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>Looks for the way of guarding that pays best while the others are honest: how much to watch, what to
/// raise, whether to sell silence.</summary>
/// <remarks>A grid of all corners and middles, each simulated on the same random numbers; the best is confirmed on
/// fresh ones.</remarks>
public static class DeviationSearch
{
    private static readonly double[] Shares = [0, 0.5, 0.95, 1];

    /// <summary>Searches.</summary>
    /// <param name="with">The mechanism.</param>
    /// <param name="attack">What attackers do and offer.</param>
    /// <param name="guardians">How many guard it in all, 10 or more.</param>
    /// <param name="plan">How much each policy is simulated.</param>
    /// <param name="progress">Receives the share that is done.</param>
    /// <param name="cancellation">Ends it early with an exception.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static Deviation MostProfitable(
        MechanismParameters with, AttackPlan attack, int guardians, SimulationPlan plan,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        Require.Range(guardians, 10, 1_000_000);
        GuardianPolicy[] policies = [.. Policies(attack.BribePerGuardian > 0)];
        GuardianPolicy best = policies[0];
        double bestGain = double.NegativeInfinity;
        for (int i = 0; i < policies.Length; i++)
        {
            double gain = Gain(policies[i], with, attack, guardians, plan, cancellation).Mean;
            if (gain > bestGain) (best, bestGain) = (policies[i], gain);
            progress?.Report((i + 1.0) / (policies.Length + 1));
        }

        Estimate confirmed = Gain(best, with, attack, guardians, plan with { Seed = ~plan.Seed }, cancellation);
        return new Deviation(best.Name, confirmed, confirmed.Low > 0, policies.Length) { Policy = best };
    }

    private static IEnumerable<GuardianPolicy> Policies(bool hasBribes) =>
        from diligence in Shares
        from raising in (double[])[0, 1]
        from inventing in (double[])[0, 0.1, 1]
        from sells in (bool[])(hasBribes ? [false, true] : [false])
        where diligence < 1 || (inventing == 0 && (raising < 1 || sells))
        select new GuardianPolicy(NameOf(diligence, raising, inventing, sells), diligence, raising, inventing, sells);

    private static string NameOf(double diligence, double raising, double inventing, bool sells)
    {
        string name = string.Create(CultureInfo.InvariantCulture,
            $"watch {diligence:P0} of the time, raise {raising:P0} of what is seen");
        if (inventing > 0) name += string.Create(CultureInfo.InvariantCulture, $", invent {inventing:P0} else");
        return sells ? name + ", sell silence" : name;
    }

    // The deviators are a tenth, so that their mean is precise, and the honest others are the yardstick.
    private static Estimate Gain(
        GuardianPolicy policy, MechanismParameters with, AttackPlan attack, int guardians, SimulationPlan plan,
        CancellationToken cancellation)
    {
        int deviating = guardians / 10;
        SimulationOutcome outcome = MechanismSimulation.Run(with, attack,
            [new(GuardianPolicy.Honest, guardians - deviating), new(policy, deviating)], plan, null, cancellation);
        Estimate honest = outcome.Strategies[0].Value;
        Estimate other = outcome.Strategies[1].Value;
        return new Estimate(other.Mean - honest.Mean,
            Math.Sqrt(other.StandardError * other.StandardError + honest.StandardError * honest.StandardError));
    }
}
