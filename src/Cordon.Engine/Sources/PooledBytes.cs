using System.Buffers;

namespace Cordon.Engine.Sources;

/// <summary>A growing buffer of pooled memory that ends as the memory of one block.</summary>
internal sealed class PooledBytes(int capacity) : IMemoryOwner<byte>
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public Memory<byte> Memory => Bytes;

    public ReadOnlySpan<byte> Written => Bytes.AsSpan(0, Length);

    private byte[] Bytes => _bytes ?? throw new ObjectDisposedException(nameof(PooledBytes));

    /// <summary>Reads once from a stream behind what is there; false at its end.</summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="lengthMax">The buffer never grows beyond this; the caller watches <see cref="Length"/>.</param>
    public bool ReadFrom(Stream stream, int lengthMax)
    {
        if (Length == Bytes.Length) Grow(Length + 1, lengthMax);
        int room = Math.Min(Bytes.Length, lengthMax) - Length;
        int read = stream.Read(Bytes, Length, room);
        Length += read;
        return read > 0;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Bytes.Length - Length < bytes.Length) Grow(Length + bytes.Length, int.MaxValue);
        bytes.CopyTo(Bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Forgets the last bytes if they are these.</summary>
    public bool TryTrimEnd(ReadOnlySpan<byte> end)
    {
        if (!Written.EndsWith(end)) return false;
        Length -= end.Length;
        return true;
    }

    /// <summary>Forgets the first bytes and moves the others to the front.</summary>
    public void Consume(int count)
    {
        Bytes.AsSpan(count, Length - count).CopyTo(Bytes);
        Length -= count;
    }

    public void Dispose()
    {
        if (_bytes is null) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }

    private void Grow(int needed, int lengthMax)
    {
        int doubled = (int)Math.Min(Bytes.Length * 2L, lengthMax);
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Bytes);
        _bytes = larger;
    }
}
