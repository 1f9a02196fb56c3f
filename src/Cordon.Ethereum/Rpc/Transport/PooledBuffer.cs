using System.Buffers;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>A growing buffer in pooled memory that refuses to exceed a limit.</summary>
internal sealed class PooledBuffer(int limitBytes, int initialBytes = 16 << 10) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Min(initialBytes, limitBytes));

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Free memory to write to; at least one byte, or empty when the limit is reached.</summary>
    public Memory<byte> Free()
    {
        if (Length == _bytes.Length && Length < limitBytes) Grow(Length + 1);
        return _bytes.AsMemory(Length, Math.Min(_bytes.Length, limitBytes) - Length);
    }

    public void Advance(int count) => Length += count;

    /// <summary>Appends; false when that would exceed the limit.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > limitBytes - Length) return false;
        if (Length + bytes.Length > _bytes.Length) Grow(Length + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
        return true;
    }

    /// <summary>Hands the memory over to a payload; the buffer is empty afterwards.</summary>
    public RpcPayload Detach()
    {
        var payload = new RpcPayload(_bytes, 0, Length);
        _bytes = [];
        Length = 0;
        return payload;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow(int needed)
    {
        int size = (int)Math.Min(Math.Max(needed, (long)_bytes.Length * 2), limitBytes);
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        Written.CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
