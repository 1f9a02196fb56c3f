using System.Buffers;
using System.Text.Json;
using Cordon.Domain.Signals;

namespace Cordon.Cli.Output;

/// <summary>One JSON object a line, as in <c>spec/signal.schema.json</c>.</summary>
internal sealed class JsonLinesWriter : ISignalWriter
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;

    public JsonLinesWriter(Stream output) =>
        (_output, _json) = (output, new Utf8JsonWriter(_line, SignalJson.WriterOptions));

    public void Write(Signal signal)
    {
        SignalJson.Write(_json, signal);
        _json.Flush();
        _json.Reset();
        _line.Write("\n"u8);
        _output.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }

    public void Flush() => _output.Flush();

    public void Complete(string? failure) => _output.Flush();

    public void Dispose() => _json.Dispose();
}
