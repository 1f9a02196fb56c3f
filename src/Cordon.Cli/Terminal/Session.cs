namespace Cordon.Cli.Terminal;

/// <summary>Where a command reads and writes: the process's own streams, or a test's.</summary>
internal sealed class Session : IDisposable
{
    private const int WidthWithoutTerminal = 120;

    public required Stream In { get; init; }

    /// <summary>Results, and nothing else. Buffered: flush wherever a reader may wait.</summary>
    public required Stream Out { get; init; }

    /// <summary>Progress, summaries and errors.</summary>
    public required TextWriter Error { get; init; }

    public bool IsOutTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    public int Width { get; init; } = WidthWithoutTerminal;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True unless colours were asked to be left out (the NO_COLOR convention) or nobody looks.</summary>
    public bool UsesColor { get; init; }

    /// <summary>The streams of this process.</summary>
    public static Session OfProcess()
    {
        bool isOutTerminal = !Console.IsOutputRedirected;
        bool wantsNoColor = System.Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return new Session
        {
            In = Console.OpenStandardInput(),
            Out = new BufferedStream(Console.OpenStandardOutput(), 1 << 16),
            Error = Console.Error,
            IsOutTerminal = isOutTerminal,
            IsErrorTerminal = !Console.IsErrorRedirected,
            Width = isOutTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : WidthWithoutTerminal,
            UsesColor = isOutTerminal && !wantsNoColor,
        };
    }

    public void WriteLine(string text = "")
    {
        Out.Write(System.Text.Encoding.UTF8.GetBytes(text));
        Out.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        Out.Flush();
        Error.Flush();
    }
}
