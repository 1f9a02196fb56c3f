namespace Cordon.Ethereum;

/// <summary>Writes RLP into a buffer that grows; lists are begun and ended around their values.</summary>
public sealed class RlpWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[Math.Max(capacity, 16)];
    private int _length;

    /// <summary>What has been written. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _length = 0;

    /// <summary>Writes a byte string.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [< 0x80])
        {
            Reserve(9);
            _length += WriteHeader(_buffer.AsSpan(_length), 0x80, bytes.Length);
        }

        WriteRaw(bytes);
    }

    /// <summary>Writes an integer, big-endian without leading zeros.</summary>
    public void Write(UInt256 value)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        value.CopyTo(word);
        Write(word[(UInt256.SizeBytes - value.ByteLength)..]);
    }

    public void Write(ulong value) => Write((UInt256)value);

    public void Write(Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.SizeBytes];
        address.CopyTo(bytes);
        Write(bytes);
    }

    public void Write(Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        hash.CopyTo(bytes);
        Write(bytes);
    }

    /// <summary>Copies bytes as they are: an envelope's type, or a value that is encoded already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded)
    {
        Reserve(encoded.Length);
        encoded.CopyTo(_buffer.AsSpan(_length));
        _length += encoded.Length;
    }

    /// <summary>Begins a list; pass the result to <see cref="EndList"/> once its values are written.</summary>
    public int BeginList() => _length;

    public void EndList(int start)
    {
        // The header's size depends on the payload's, so the payload moves up to make room for it.
        int payload = _length - start;
        Span<byte> header = stackalloc byte[9];
        int headerLength = WriteHeader(header, 0xc0, payload);
        Reserve(headerLength);
        Buffer.BlockCopy(_buffer, start, _buffer, start + headerLength, payload);
        header[..headerLength].CopyTo(_buffer.AsSpan(start));
        _length += headerLength;
    }

    internal static int WriteHeader(Span<byte> destination, byte offset, int length)
    {
        if (length < 56)
        {
            destination[0] = (byte)(offset + length);
            return 1;
        }

        int lengthBytes = ((UInt256)(ulong)length).ByteLength;
        destination[0] = (byte)(offset + 55 + lengthBytes);
        for (int i = 0; i < lengthBytes; i++) destination[lengthBytes - i] = (byte)(length >> (8 * i));
        return 1 + lengthBytes;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count) return;
        Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }
}
