using System.Buffers;

namespace Cordon.Ethereum.Rpc;

/// <summary>The undecoded JSON of one answer, in pooled memory. Dispose it once it has been read.</summary>
public sealed class RpcPayload : IDisposable
{
    private byte[]? _rented;
    private int _start;
    private int _length;

    internal RpcPayload(byte[] rented, int start, int length) => (_rented, _start, _length) = (rented, start, length);

    /// <summary>The UTF-8 bytes of one JSON value; invalid after <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The payload has been disposed.</exception>
    public ReadOnlyMemory<byte> Json
    {
        get
        {
            ObjectDisposedException.ThrowIf(_rented is null, this);
            return _rented.AsMemory(_start, _length);
        }
    }

    /// <summary>The endpoint that answered, without credentials.</summary>
    public string Source { get; internal set; } = "";

    /// <summary>The node answered <c>null</c>: it does not have what was asked for.</summary>
    public bool IsNull => Json.Span.SequenceEqual("null"u8);

    public void Dispose()
    {
        byte[]? rented = Interlocked.Exchange(ref _rented, null);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Shrinks the view to a part of itself.</summary>
    internal void Narrow(int start, int length)
    {
        if (start < 0 || length < 0 || start + length > _length) throw new ArgumentOutOfRangeException(nameof(start));
        (_start, _length) = (_start + start, length);
    }
}
