using System.Globalization;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Risk;

/// <summary>What is being computed and how far, on one line that is written over; silent unless a person looks, and
/// for the first second.</summary>
internal sealed class StepLine(Session session)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly long _started = session.Time.GetTimestamp();
    private bool _isShown;

    public void Show(string step, double share)
    {
        if (!session.IsErrorTerminal || session.Time.GetElapsedTime(_started) < Patience) return;
        int filled = (int)(Math.Clamp(share, 0, 1) * BarWidth);
        string percent = (share * 100).ToString("0", CultureInfo.InvariantCulture);
        session.Error.Write(
            $"\r\e[K[{new string('#', filled)}{new string('.', BarWidth - filled)}] {percent,3} % {step}");
        session.Error.Flush();
        _isShown = true;
    }

    public void Clear()
    {
        if (_isShown) session.Error.Write("\r\e[K");
        _isShown = false;
    }
}
