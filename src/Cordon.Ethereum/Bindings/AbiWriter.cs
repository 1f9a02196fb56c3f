using System.Text;

namespace Cordon.Ethereum.Bindings;

/// <summary>
/// Writes ABI-encoded values in order into frames (arguments, a tuple or the elements of an array). Generated code
/// uses it: heads are reserved when a frame opens, tails are appended behind everything written so far.
/// </summary>
/// <remarks>Source: the Solidity contract ABI specification; the result is the canonical encoding.</remarks>
public sealed class AbiWriter
{
    private const int WordBytes = 32;

    private byte[] _buffer;
    private int _length;

    /// <param name="prefix">What precedes the arguments: a selector, or the creation code of a contract.</param>
    /// <param name="headBytes">Size of the arguments' heads, which is all for arguments of fixed size.</param>
    public AbiWriter(ReadOnlySpan<byte> prefix, int headBytes)
    {
        _buffer = new byte[prefix.Length + headBytes];
        _length = prefix.Length;
        prefix.CopyTo(_buffer);
    }

    /// <summary>Opens the frame of the arguments; to be called once, first.</summary>
    public AbiFrame Open(int headBytes)
    {
        var frame = new AbiFrame { Start = _length, Next = _length };
        Reserve(headBytes);
        return frame;
    }

    /// <summary>Opens the frame of a dynamic tuple or dynamic fixed array.</summary>
    public AbiFrame OpenTail(ref AbiFrame frame, int headBytes)
    {
        WriteOffset(ref frame);
        return Open(headBytes);
    }

    /// <summary>Opens the frame of a dynamic array's elements.</summary>
    public AbiFrame OpenArray(ref AbiFrame frame, int count, int elementHeadBytes)
    {
        WriteOffset(ref frame);
        WriteLength(count);
        return Open(checked(count * elementHeadBytes));
    }

    /// <exception cref="ArgumentException">The number takes more bits than its type has.</exception>
    public void WriteUInt(ref AbiFrame frame, UInt256 value, int bits)
    {
        Span<byte> word = NextWord(ref frame);
        value.CopyTo(word);
        if (word[..(WordBytes - (bits / 8))].ContainsAnyExcept((byte)0))
            throw new ArgumentException($"{value} does not fit uint{bits}.", nameof(value));
    }

    /// <param name="frame">The frame.</param>
    /// <param name="value">The number in two's complement.</param>
    /// <param name="bits">Bits of the type.</param>
    /// <exception cref="ArgumentException">The number takes more bits than its type has.</exception>
    public void WriteInt(ref AbiFrame frame, UInt256 value, int bits)
    {
        Span<byte> word = NextWord(ref frame);
        value.CopyTo(word);
        int unused = WordBytes - (bits / 8);
        byte fill = (word[unused] & 0x80) == 0 ? (byte)0 : (byte)0xFF;
        if (word[..unused].ContainsAnyExcept(fill))
            throw new ArgumentException($"{value} is no int{bits} in two's complement.", nameof(value));
    }

    /// <exception cref="ArgumentException">The number takes more bits than its type has.</exception>
    public void WriteInt64(ref AbiFrame frame, long value, int bits)
    {
        ulong fill = (ulong)(value >> 63);
        WriteInt(ref frame, new UInt256((ulong)value, fill, fill, fill), bits);
    }

    public void WriteBool(ref AbiFrame frame, bool value) => NextWord(ref frame)[^1] = value ? (byte)1 : (byte)0;

    public void WriteAddress(ref AbiFrame frame, Address value) =>
        value.CopyTo(NextWord(ref frame)[(WordBytes - Address.SizeBytes)..]);

    /// <exception cref="ArgumentException">Bytes beyond the type's size are not zero.</exception>
    public void WriteFixedBytes(ref AbiFrame frame, Hash256 value, int size)
    {
        Span<byte> word = NextWord(ref frame);
        value.CopyTo(word);
        if (word[size..].ContainsAnyExcept((byte)0))
            throw new ArgumentException($"{value} has more than the {size} bytes of bytes{size}.", nameof(value));
    }

    public void WriteBytes(ref AbiFrame frame, ReadOnlySpan<byte> value)
    {
        WriteOffset(ref frame);
        WriteLength(value.Length);
        value.CopyTo(Reserve(checked((value.Length + WordBytes - 1) / WordBytes * WordBytes)));
    }

    public void WriteText(ref AbiFrame frame, string value) => WriteBytes(ref frame, Encoding.UTF8.GetBytes(value));

    /// <exception cref="ArgumentException">A fixed array has another number of elements than its type.</exception>
    public static void RequireLength(int actual, int expected)
    {
        if (actual != expected)
            throw new ArgumentException($"The array has {actual} elements; its type has {expected}.", nameof(actual));
    }

    /// <summary>The whole message. The writer must not be used afterwards.</summary>
    public byte[] ToArray() => _length == _buffer.Length ? _buffer : _buffer[.._length];

    private void WriteOffset(ref AbiFrame frame)
    {
        int offset = _length - frame.Start;
        new UInt256((ulong)offset).CopyTo(NextWord(ref frame));
    }

    private void WriteLength(int length) => new UInt256((ulong)length).CopyTo(Reserve(WordBytes));

    private Span<byte> NextWord(ref AbiFrame frame)
    {
        Span<byte> word = _buffer.AsSpan(frame.Next, WordBytes);
        frame.Next += WordBytes;
        return word;
    }

    private Span<byte> Reserve(int count)
    {
        int start = _length;
        _length = checked(start + count);
        if (_length > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_length, checked(_buffer.Length * 2)));
        return _buffer.AsSpan(start, count);
    }
}
