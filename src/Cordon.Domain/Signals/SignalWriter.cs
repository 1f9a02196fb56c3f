using System.Text.Json;

namespace Cordon.Domain.Signals;

/// <summary>Writes signals as JSON lines, one object a line, as they come.</summary>
/// <param name="output">Receives UTF-8; stays open.</param>
public sealed class SignalWriter(Stream output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, SignalJson.WriterOptions);

    /// <summary>Writes one line; it has reached the stream when the call returns.</summary>
    public void Write(Signal signal)
    {
        _json.Reset();
        SignalJson.Write(_json, signal);
        _json.Flush();
        output.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();
}
