using System.Globalization;
using System.Text;
using Cordon.Cli.Terminal;
using Cordon.Domain.Signals;

namespace Cordon.Cli.Output;

/// <summary>A line or a few for each signal, to be read by a person while the scan runs.</summary>
internal sealed class TableWriter(Stream output, int width, bool usesColor) : ISignalWriter
{
    private const int Indent = 10;

    private readonly StreamWriter _text = new(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

    public void Write(Signal signal)
    {
        string severity = SignalJson.NameOf(signal.Severity).PadRight(Indent);
        string where = signal.Tx is { } tx
            ? string.Create(CultureInfo.InvariantCulture, $"block {signal.Block} tx {tx}")
            : string.Create(CultureInfo.InvariantCulture, $"block {signal.Block}");
        string retracted = signal.Retracted ? " RETRACTED" : "";
        string sure = string.Create(CultureInfo.InvariantCulture, $"{signal.Confidence:P0}").Replace(" ", "");

        _text.Write(Colored(signal.Severity, severity));
        _text.WriteLine($"{signal.Detector}{retracted}  {where}  ({sure} sure)");
        _text.Write(new string(' ', Indent));
        _text.WriteLine(TerminalText.Wrap(TerminalText.Clean(signal.Summary), Indent, width));
    }

    public void Flush() => _text.Flush();

    public void Complete(string? failure) => _text.Flush();

    public void Dispose() => _text.Dispose();

    private string Colored(Severity severity, string text)
    {
        if (!usesColor) return text;
        int color = severity switch
        {
            Severity.Critical => 95,
            Severity.High => 91,
            Severity.Medium => 93,
            Severity.Low => 96,
            _ => 90,
        };
        return string.Create(CultureInfo.InvariantCulture, $"\e[{color}m{text}\e[0m");
    }
}
