namespace Cordon.Ethereum;

/// <summary>Reads canonical RLP from a span, value by value, without allocating.</summary>
public ref struct RlpReader
{
    private readonly ReadOnlySpan<byte> _input;
    private readonly int _start; // where the input begins in the outermost one, for messages
    private int _at;

    public RlpReader(ReadOnlySpan<byte> input)
        : this(input, 0)
    {
    }

    private RlpReader(ReadOnlySpan<byte> input, int start)
    {
        _input = input;
        _start = start;
    }

    public readonly bool IsAtEnd => _at == _input.Length;

    /// <summary>Whether a list comes next; false at the end.</summary>
    public readonly bool IsAtList => !IsAtEnd && _input[_at] >= 0xc0;

    /// <summary>The index of the next byte, counted from the start of the outermost input.</summary>
    public readonly int Position => _start + _at;

    /// <summary>The next byte string, a view of the input.</summary>
    /// <exception cref="RlpException">A list, no canonical string, or nothing comes next.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        int position = Position;
        ReadOnlySpan<byte> payload = ReadPayload(out bool isList);
        return isList ? throw new RlpException("expected a byte string, found a list.", position) : payload;
    }

    /// <summary>A byte string of known length.</summary>
    /// <exception cref="RlpException">What comes next is not that.</exception>
    public ReadOnlySpan<byte> ReadBytes(int length)
    {
        int position = Position;
        ReadOnlySpan<byte> bytes = ReadBytes();
        return bytes.Length == length
            ? bytes
            : throw new RlpException($"expected {length} bytes, found {bytes.Length}.", position);
    }

    /// <summary>The next list, as a reader of its values; this reader moves on behind it.</summary>
    /// <exception cref="RlpException">A byte string, no canonical list, or nothing comes next.</exception>
    public RlpReader ReadList()
    {
        int position = Position;
        ReadOnlySpan<byte> payload = ReadPayload(out bool isList);
        return isList
            ? new RlpReader(payload, Position - payload.Length)
            : throw new RlpException("expected a list, found a byte string.", position);
    }

    /// <summary>An integer: big-endian without leading zeros, at most 8 bytes.</summary>
    /// <exception cref="RlpException">What comes next is not that.</exception>
    public ulong ReadUInt64() => (ulong)ReadInteger(sizeof(ulong));

    /// <summary>An integer: big-endian without leading zeros, at most 32 bytes.</summary>
    /// <exception cref="RlpException">What comes next is not that.</exception>
    public UInt256 ReadUInt256() => ReadInteger(UInt256.SizeBytes);

    public Address ReadAddress() => new(ReadBytes(Address.SizeBytes));

    public Hash256 ReadHash() => new(ReadBytes(Hash256.SizeBytes));

    /// <exception cref="RlpException">There are bytes left.</exception>
    public readonly void ExpectEnd()
    {
        if (!IsAtEnd) throw new RlpException($"{_input.Length - _at} bytes more than expected.", Position);
    }

    private UInt256 ReadInteger(int maxBytes)
    {
        int position = Position;
        ReadOnlySpan<byte> bytes = ReadBytes();
        if (bytes.Length > maxBytes)
            throw new RlpException($"expected an integer of at most {maxBytes} bytes, found {bytes.Length}.", position);
        if (bytes is [0, ..])
            throw new RlpException("an integer has no leading zero bytes.", position);

        return new UInt256(bytes);
    }

    private ReadOnlySpan<byte> ReadPayload(out bool isList)
    {
        if (IsAtEnd) throw new RlpException("the input ends where a value should begin.", Position);

        byte head = _input[_at];
        isList = head >= 0xc0;
        if (head < 0x80) return Take(0, 1);

        int code = head - (isList ? 0xc0 : 0x80);
        if (code > 55)
        {
            int size = ReadLongLength(code - 55);
            return Take(1 + code - 55, size);
        }

        if (!isList && code == 1 && _at + 1 < _input.Length && _input[_at + 1] < 0x80)
            throw new RlpException("a byte below 0x80 is its own encoding and has no prefix.", Position);

        return Take(1, code);
    }

    private readonly int ReadLongLength(int lengthBytes)
    {
        if (lengthBytes > _input.Length - _at - 1)
            throw new RlpException($"the input ends within a length of {lengthBytes} bytes.", Position);

        ReadOnlySpan<byte> bytes = _input.Slice(_at + 1, lengthBytes);
        if (bytes[0] == 0) throw new RlpException("a length has no leading zero bytes.", Position + 1);

        var length = new UInt256(bytes);
        if (length < 56) throw new RlpException($"length {length} needs the short form.", Position);
        return length <= int.MaxValue
            ? (int)(ulong)length
            : throw new RlpException($"length {length} exceeds the input.", Position);
    }

    private ReadOnlySpan<byte> Take(int headerBytes, int length)
    {
        int left = _input.Length - _at - headerBytes;
        if (length > left)
            throw new RlpException($"a value of {length} bytes, but only {left} are left.", Position);

        ReadOnlySpan<byte> payload = _input.Slice(_at + headerBytes, length);
        _at += headerBytes + length;
        return payload;
    }
}
