using System.Globalization;
using System.Text;
using Cordon.Domain.Signals;

namespace Cordon.Cli.Output;

/// <summary>RFC 4180 with a header line; subjects separated by spaces, evidence as JSON.</summary>
internal sealed class CsvWriter : ISignalWriter
{
    private const string Header =
        "id,chain,block,blockHash,tx,index,detector,severity,confidence,subjects,summary,evidence,retracted";

    private readonly StreamWriter _text;

    public CsvWriter(Stream output)
    {
        _text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        _text.WriteLine(Header);
    }

    public void Write(Signal signal)
    {
        _text.Write(string.Create(CultureInfo.InvariantCulture, $"{signal.Id},{signal.Chain},{signal.Block},"));
        _text.Write(signal.BlockHash == default ? "," : $"{signal.BlockHash},");
        _text.Write(string.Create(CultureInfo.InvariantCulture, $"{signal.Tx},{signal.Index},{signal.Detector},"));
        _text.Write(SignalJson.NameOf(signal.Severity));
        _text.Write(string.Create(CultureInfo.InvariantCulture, $",{signal.Confidence},"));
        _text.Write(string.Join(' ', signal.Subjects));
        _text.Write(',');
        _text.Write(Cell(signal.Summary));
        _text.Write(',');
        _text.Write(Cell(signal.Evidence.ToJsonString()));
        _text.WriteLine(signal.Retracted ? ",true" : ",false");
    }

    public void Flush() => _text.Flush();

    public void Complete(string? failure) => _text.Flush();

    public void Dispose() => _text.Dispose();

    // A cell that begins like a formula would be run by a spreadsheet; the text may come from a token's name.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
