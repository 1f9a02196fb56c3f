using Cordon.Domain.Blocks;

namespace Cordon.Engine.Pending;

/// <summary>Says once what cannot be seen, and again when it is lost after having come back. Thread-safe.</summary>
internal sealed class BlindLog(Action<BlindReport> say)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _missing = [];

    public void Report(BlindReport report)
    {
        lock (_lock)
        {
            if (!_missing.Add(report.Missing)) return;
        }

        say(report);
    }

    /// <summary>It is there again.</summary>
    public void Recovered(string missing)
    {
        lock (_lock) _missing.Remove(missing);
    }
}
