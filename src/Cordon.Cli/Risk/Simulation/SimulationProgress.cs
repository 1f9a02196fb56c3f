using Cordon.Cli.Terminal;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>How far a simulation has come, on one line that is written over; silent unless a person looks, and within
/// the first second.</summary>
internal sealed class SimulationProgress(Session session) : IProgress<double>
{
    private const int BarWidth = 24;

    private readonly long _start = session.Time.GetTimestamp();
    private readonly Lock _lock = new();
    private string _step = "";
    private bool _isShown;

    /// <summary>Names what comes next.</summary>
    public void Begin(string step)
    {
        _step = step;
        Report(0);
    }

    public void Report(double value)
    {
        if (!session.IsErrorTerminal || session.Time.GetElapsedTime(_start) < TimeSpan.FromSeconds(1)) return;
        lock (_lock)
        {
            int filled = (int)(Math.Clamp(value, 0, 1) * BarWidth);
            session.Error.Write(
                $"\r\e[K[{new string('#', filled)}{new string('.', BarWidth - filled)}] {_step}");
            session.Error.Flush();
            _isShown = true;
        }
    }

    /// <summary>Takes the line away, so that what follows begins on a clean one.</summary>
    public void Clear()
    {
        if (_isShown) session.Error.Write("\r\e[K");
        _isShown = false;
    }
}
