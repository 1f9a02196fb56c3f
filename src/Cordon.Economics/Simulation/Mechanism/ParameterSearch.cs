using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>Looks for the pay and penalties that make honesty beat the best deviation by the most.</summary>
/// <remarks>What guardians earn is linear in every rate of pay and penalty once it is known how often each falls due.
/// So one simulation counts, the search walks on the counts (each knob down or up while the margin grows, within its
/// on-chain bounds, honest guardians keeping their pay), and a fresh simulation confirms what it found.</remarks>
public static class ParameterSearch
{
    private const int Rounds = 400;
    private const double PenaltyShareMax = 0.1; // of an honest guardian's pay: bad luck must stay bearable
    private const double PayGrowthMax = 1.25;

    private static readonly double[] Factors = [0.5, 0.8, 0.95, 1.05, 1.25, 2];

    /// <summary>Searches from given parameters.</summary>
    /// <param name="with">The start; its structure (guardians, sensor, protocol, attackers) stays.</param>
    /// <param name="attack">What attackers do.</param>
    /// <param name="plan">How much is simulated before and after.</param>
    /// <param name="progress">Receives the share that is done.</param>
    /// <param name="cancellation">Ends it early with an exception.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static ParameterProposal Best(
        MechanismParameters with, AttackPlan attack, SimulationPlan plan, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        IReadOnlyList<GuardianGroup> population = MechanismSimulation.StandardPopulation;
        SimulationOutcome before = MechanismSimulation.Run(with, attack, population, plan, null, cancellation);
        progress?.Report(0.5);

        MechanismParameters best = with;
        double margin = MarginOf(before, with, with);
        for (int round = 0; round < Rounds; round++)
        {
            MechanismParameters? next = null;
            foreach (MechanismParameters candidate in Neighbours(best))
            {
                double value = IsBearable(before, with, candidate)
                    ? MarginOf(before, with, candidate)
                    : double.NegativeInfinity;
                if (value <= margin + 1e-9 * Math.Abs(margin)) continue;
                (next, margin) = (candidate, value);
            }

            if (next is null) break;
            best = next;
        }

        SimulationOutcome after = MechanismSimulation.Run(
            best, attack, population, plan with { Seed = ~plan.Seed }, null, cancellation);
        progress?.Report(1);
        return new ParameterProposal(best, before, after, margin);
    }

    private static IEnumerable<MechanismParameters> Neighbours(MechanismParameters given)
    {
        foreach (double factor in Factors)
        {
            yield return given with { ChallengeProbability = Within(given.ChallengeProbability * factor, 0.005, 0.25) };
            yield return given with
            {
                ChallengePenalty = Within(given.ChallengePenalty * factor, 0, 0.02 * given.Stake),
            };
            yield return given with { NegligenceSlash = Within(given.NegligenceSlash * factor, 0, 0.05) };
            yield return given with { MaliciousSlash = Within(given.MaliciousSlash * factor, 0, 1) };
            yield return given with
            {
                TrueAlertReward = Within(given.TrueAlertReward * factor, 0, 0.2 * given.Stake),
            };
            yield return given with { Bond = Within(given.Bond * factor, 0.002 * given.Stake, 0.1 * given.Stake) };
        }
    }

    private static double Within(double value, double min, double max) => Math.Clamp(value, min, max);

    private static double MarginOf(SimulationOutcome counted, MechanismParameters given, MechanismParameters to)
    {
        double honest = Net(counted.Strategies[0], given, to);
        return honest - counted.Deviations.Max(strategy => Net(strategy, given, to));
    }

    private static bool IsBearable(SimulationOutcome counted, MechanismParameters given, MechanismParameters to)
    {
        Ledger honest = counted.Strategies[0].Ledger;
        double reward = honest.AlertRewards * Ratio(given.TrueAlertReward, to.TrueAlertReward);
        double pay = honest.Stream + honest.Commission + reward;
        return Penalties(honest, given, to) <= PenaltyShareMax * pay
            && pay <= PayGrowthMax * honest.Pay
            && Net(counted.Strategies[0], given, to) >= 0;
    }

    private static double Net(StrategyOutcome strategy, MechanismParameters given, MechanismParameters to)
    {
        Ledger ledger = strategy.Ledger;
        double rewards = ledger.AlertRewards * Ratio(given.TrueAlertReward, to.TrueAlertReward);
        double net = ledger.Stream + ledger.Commission + rewards + ledger.Bribes + ledger.Loot - ledger.Work
            - Penalties(ledger, given, to);
        return net / ledger.GuardianEpochs;
    }

    private static double Penalties(Ledger ledger, MechanismParameters given, MechanismParameters to) =>
        ledger.Challenges * Ratio(given.ChallengeProbability * given.ChallengePenalty,
            to.ChallengeProbability * to.ChallengePenalty)
        + ledger.Bonds * Ratio(given.Bond, to.Bond)
        + ledger.Negligence * Ratio(given.NegligenceSlash, to.NegligenceSlash)
        + ledger.MaliciousSlashes * Ratio(given.MaliciousSlash, to.MaliciousSlash);

    // A knob that starts at 0 was never counted and stays there.
    private static double Ratio(double given, double to) => given > 0 ? to / given : 0;
}
