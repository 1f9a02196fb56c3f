using Cordon.Cli.Terminal;

namespace Cordon.Cli.Output;

/// <summary>The formats in which signals can be written.</summary>
internal static class SignalWriters
{
    public static string[] Formats { get; } = ["table", "jsonl", "sarif", "csv"];

    /// <summary>True for a format of lines, of use as they come; the other is a document, which needs its end.
    /// </summary>
    public static bool GrowsByLines(string format) => format != "sarif";

    /// <summary>Makes the writer of a format, which does not close the stream.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">Columns of a table line.</param>
    /// <param name="usesColor">True to colour severities in a table.</param>
    public static ISignalWriter Create(string format, Stream output, int width, bool usesColor) => format switch
    {
        "table" => new TableWriter(output, width, usesColor),
        "jsonl" => new JsonLinesWriter(output),
        "sarif" => new SarifWriter(output),
        "csv" => new CsvWriter(output),
        _ => throw CommandException.BadInput($"--format: expected {string.Join(", ", Formats)}, found '{format}'"),
    };
}
