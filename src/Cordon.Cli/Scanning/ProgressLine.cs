using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Engine.Pipeline;

namespace Cordon.Cli.Scanning;

/// <summary>How far a scan has come, on one line that is written over; silent unless a person looks.</summary>
internal sealed class ProgressLine(Session session, long? blocksExpected)
{
    private const int BarWidth = 24;

    private bool _isShown;

    public void Show(ScanProgress progress)
    {
        if (!session.IsErrorTerminal) return;
        session.Error.Write($"\r\e[K{Text(progress, blocksExpected)}");
        session.Error.Flush();
        _isShown = true;
    }

    /// <summary>Takes the line away, so that what follows begins on a clean one.</summary>
    public void Clear()
    {
        if (_isShown) session.Error.Write("\r\e[K");
        _isShown = false;
    }

    /// <summary>The line's text: a bar and an estimate where the end is known.</summary>
    public static string Text(ScanProgress progress, long? blocksExpected)
    {
        string done = string.Create(CultureInfo.InvariantCulture,
            $"{progress.Blocks:N0} blocks  {progress.Transactions:N0} tx  {progress.TransactionsPerSecond:N0} tx/s  ")
            + string.Create(CultureInfo.InvariantCulture, $"{progress.Signals:N0} signals");
        if (blocksExpected is not { } expected || expected == 0 || progress.Blocks == 0) return done;

        double share = Math.Min(1, (double)progress.Blocks / expected);
        int filled = (int)(share * BarWidth);
        TimeSpan left = progress.Elapsed * ((1 - share) / share);
        return $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {done}  "
            + string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes}:{left.Seconds:00} left");
    }
}
