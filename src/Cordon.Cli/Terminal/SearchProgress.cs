using System.Globalization;

namespace Cordon.Cli.Terminal;

/// <summary>How far a search has come, on the error stream: a line that is written over where a person looks, else a
/// line now and then. A short search says nothing.</summary>
internal sealed class SearchProgress(Session session)
{
    private static readonly TimeSpan Terminal = TimeSpan.FromMilliseconds(500), File = TimeSpan.FromSeconds(10);

    private long _shownAt = session.Time.GetTimestamp();
    private bool _isShown;

    /// <param name="what">What is looked for.</param>
    /// <param name="done">Blocks that are searched.</param>
    /// <param name="all">Blocks that will be.</param>
    public void Show(string what, ulong done, ulong all)
    {
        TimeSpan interval = session.IsErrorTerminal ? Terminal : File;
        if (session.Time.GetElapsedTime(_shownAt) < interval) return;
        _shownAt = session.Time.GetTimestamp();
        string text = string.Create(CultureInfo.InvariantCulture,
            $"looking for {what}: {done:N0} of {all:N0} blocks, {100.0 * done / Math.Max(1, all):0} %");
        if (session.IsErrorTerminal) session.Error.Write($"\r\e[K{text}");
        else session.Error.WriteLine(text);
        session.Error.Flush();
        _isShown = session.IsErrorTerminal;
    }

    /// <summary>Takes the line away, so that what follows begins on a clean one.</summary>
    public void Clear()
    {
        if (_isShown) session.Error.Write("\r\e[K");
        _isShown = false;
    }
}
