using System.Diagnostics;
using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Bench.Simulation;

/// <summary>Guardian-epochs a second of the simulation, on one thread and on two.</summary>
internal static class SimulationMode
{
    public static int Run()
    {
        foreach (int threads in (int[])[1, 2])
        {
            SimulationPlan plan = new(Runs: 800, Epochs: 720, Seed: 1, Threads: threads);
            MechanismSimulation.Run(new(), new(), MechanismSimulation.StandardPopulation, plan with { Runs = 20 });
            Stopwatch watch = Stopwatch.StartNew();
            SimulationOutcome outcome = MechanismSimulation.Run(
                new(), new(), MechanismSimulation.StandardPopulation, plan);
            Console.Out.WriteLine(FormattableString.Invariant(
                $"{threads} threads: {outcome.GuardianEpochs / watch.Elapsed.TotalSeconds:N0} guardian-epochs/s"));
        }

        return 0;
    }
}
