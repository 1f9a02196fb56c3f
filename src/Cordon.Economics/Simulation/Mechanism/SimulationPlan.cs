using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>How much to simulate, and from which seed.</summary>
/// <param name="Runs">Independent runs, 1 or more; errors fall with their root.</param>
/// <param name="Epochs">Hours a run, 1 or more.</param>
/// <param name="Seed">The same seed gives the same numbers, whatever the threads.</param>
/// <param name="Threads">1 or more.</param>
public sealed record SimulationPlan(int Runs = 400, int Epochs = 720, ulong Seed = 1, int Threads = 1)
{
    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public SimulationPlan Checked()
    {
        Require.Range(Runs, 1, 100_000_000);
        Require.Range(Epochs, 1, 100_000_000);
        Require.Range(Threads, 1, 1_024);
        return this;
    }
}
