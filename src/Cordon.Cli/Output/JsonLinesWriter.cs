using System.Text.Json;
using Cordon.Domain.Signals;

namespace Cordon.Cli.Output;

/// <summary>One JSON object a line, as in <c>spec/signal.schema.json</c>.</summary>
internal sealed class JsonLinesWriter(Stream output) : ISignalWriter
{
    private readonly Utf8JsonWriter _json = new(output, SignalJson.WriterOptions);

    public void Write(Signal signal)
    {
        SignalJson.Write(_json, signal);
        _json.Flush();
        _json.Reset();
        output.WriteByte((byte)'\n');
    }

    public void Flush() => output.Flush();

    public void Complete(string? failure) => output.Flush();

    public void Dispose() => _json.Dispose();
}
