using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>Simulates the mechanism agent by agent: guardians of several kinds, delegators who leave, a token that
/// falls, and attackers with little or much capital.</summary>
/// <remarks>Run r draws from its own generator, seeded with the r-th number of a SplitMix64; sums are taken in the
/// order of the runs. The result is the same, bit by bit, for every number of threads.</remarks>
public static class MechanismSimulation
{
    private const int RunsPerReport = 16;

    /// <summary>One of each kind among honest guardians: a population in which every row means a lone deviation.
    /// </summary>
    public static IReadOnlyList<GuardianGroup> StandardPopulation { get; } =
    [
        new(GuardianPolicy.Honest, 80),
        new(GuardianPolicy.Lazy, 5),
        new(GuardianPolicy.Spamming, 5),
        new(GuardianPolicy.Colluding, 5),
        new(GuardianPolicy.Bribed, 5),
    ];

    /// <summary>Simulates.</summary>
    /// <param name="with">The mechanism.</param>
    /// <param name="attack">What attackers do.</param>
    /// <param name="population">Groups of guardians; the first is what the others are compared with.</param>
    /// <param name="plan">How much.</param>
    /// <param name="progress">Receives the share that is done, 0 to 1; null for silence.</param>
    /// <param name="cancellation">Ends it early with an exception.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static SimulationOutcome Run(
        MechanismParameters with, AttackPlan attack, IReadOnlyList<GuardianGroup> population, SimulationPlan plan,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        with.Checked();
        attack.Checked();
        plan.Checked();
        CheckPopulation(population);

        ulong[] seeds = Seeds(plan);
        RunTotals[] runs = new RunTotals[plan.Runs];
        int done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = plan.Threads, CancellationToken = cancellation };
        Parallel.For(0, plan.Runs, options, run =>
        {
            runs[run] = new MechanismRun(with, attack, population, seeds[run]).Play(plan.Epochs);
            int finished = Interlocked.Increment(ref done);
            if (finished % RunsPerReport == 0) progress?.Report((double)finished / plan.Runs);
        });
        return Summary(population, plan, runs);
    }

    internal static void CheckPopulation(IReadOnlyList<GuardianGroup> population)
    {
        Require.That(population.Count > 0, "population", "an empty list", "at least one group");
        foreach (GuardianGroup group in population)
        {
            group.Policy.Checked();
            Require.Range(group.Count, 0, 10_000_000, $"population.{group.Policy.Name}");
        }
    }

    private static ulong[] Seeds(SimulationPlan plan)
    {
        SplitMix64 mix = new(plan.Seed);
        ulong[] seeds = new ulong[plan.Runs];
        for (int run = 0; run < seeds.Length; run++) seeds[run] = mix.Next();
        return seeds;
    }

    private static SimulationOutcome Summary(
        IReadOnlyList<GuardianGroup> population, SimulationPlan plan, RunTotals[] runs)
    {
        double[] attacks = [.. runs.Select(run => run.Attacks)];
        return new SimulationOutcome
        {
            Strategies = [.. population.Index().Select(group => Row(group.Index, group.Item, runs))],
            Opportunities = runs.Sum(run => run.Opportunities),
            Attacks = attacks.Sum(),
            LossPerAttack = Estimate.Ratio([.. runs.Select(run => run.Loss)], attacks),
            ProfitPerAttack = Estimate.Ratio([.. runs.Select(run => run.AttackerProfit)], attacks),
            StoppedShare = Estimate.Ratio([.. runs.Select(run => run.Stopped)], attacks),
            FalsePausesPerEpoch = Estimate.Of([.. runs.Select(run => run.FalsePauses / plan.Epochs)]),
            DelegationLeft = Estimate.Of([.. runs.Select(run => run.DelegationLeft)]),
            LowestPrice = runs.Min(run => run.LowestPrice),
            GuardianEpochs = runs.Sum(run => run.Ledgers.Sum(ledger => ledger.GuardianEpochs)),
        };
    }

    private static StrategyOutcome Row(int index, GuardianGroup group, RunTotals[] runs)
    {
        Ledger total = new();
        foreach (RunTotals run in runs) total.Add(run.Ledgers[index]);
        Estimate value = group.Count == 0
            ? new Estimate(double.NaN, double.NaN)
            : Estimate.Of([.. runs.Select(run => run.Ledgers[index].Net / run.Ledgers[index].GuardianEpochs)]);
        return new StrategyOutcome(group.Policy, group.Count, value, total);
    }
}
