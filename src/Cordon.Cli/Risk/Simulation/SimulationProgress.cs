namespace Cordon.Cli.Risk.Simulation;

/// <summary>Shows a simulation's progress, which several threads report, under the name of its present step.</summary>
internal sealed class SimulationProgress(StepLine line) : IProgress<double>
{
    private readonly Lock _lock = new();
    private string _step = "";

    /// <summary>Names what comes next.</summary>
    public void Begin(string step)
    {
        _step = step;
        Report(0);
    }

    public void Report(double value)
    {
        lock (_lock) line.Show(_step, value);
    }
}
