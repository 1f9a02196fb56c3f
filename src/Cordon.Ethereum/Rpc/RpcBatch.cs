namespace Cordon.Ethereum.Rpc;

/// <summary>The answers to a batch, in the order of its calls. Dispose it once they have been read.</summary>
public sealed class RpcBatch : IDisposable
{
    private readonly RpcPayload _message;
    private readonly (int Start, int Length, RpcErrorException? Error)[] _answers;

    internal RpcBatch(RpcPayload message, (int Start, int Length, RpcErrorException? Error)[] answers) =>
        (_message, _answers) = (message, answers);

    /// <summary>The endpoint that answered, without credentials.</summary>
    public string Source => _message.Source;

    public int Count => _answers.Length;

    /// <summary>The undecoded result of call <paramref name="index"/>.</summary>
    /// <exception cref="RpcErrorException">The node answered this call with an error.</exception>
    public ReadOnlyMemory<byte> this[int index] => _answers[index] is (_, _, { } error)
        ? throw error
        : _message.Json.Slice(_answers[index].Start, _answers[index].Length);

    /// <summary>The error of call <paramref name="index"/>, or null when it succeeded.</summary>
    public RpcErrorException? ErrorOf(int index) => _answers[index].Error;

    public void Dispose() => _message.Dispose();
}
