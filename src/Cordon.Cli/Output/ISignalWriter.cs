using Cordon.Domain.Signals;

namespace Cordon.Cli.Output;

/// <summary>Writes signals in one format as they come.</summary>
internal interface ISignalWriter : IDisposable
{
    void Write(Signal signal);

    /// <summary>Hands on what was written: a reader of a followed chain waits for it.</summary>
    void Flush();

    /// <summary>Ends the document: after the last signal, or after a failure with its message.</summary>
    void Complete(string? failure);
}
