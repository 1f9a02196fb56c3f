using System.Buffers.Binary;
using System.Text;

namespace Cordon.Ethereum.Bindings;

/// <summary>
/// Reads ABI-encoded values in order from one frame (arguments, a tuple or the elements of an array). Generated code
/// uses it; a failed read returns the default value and is remembered for the whole message. (To find parts in any
/// order, with the position of a fault: <see cref="AbiView"/>.)
/// </summary>
/// <remarks>
/// Strict: unused bits of a word must be as the type demands. Offsets may point anywhere in their frame, but all reads
/// together may not exceed a few times the message, so that offsets which overlap cannot make a short message expand
/// without bound. Source: the Solidity contract ABI specification.
/// </remarks>
public ref struct AbiReader
{
    private const int WordBytes = 32;
    private const int Failed = -1;
    private const int OverlapMax = 4;

    private readonly ReadOnlySpan<byte> _frame;
    private readonly ref int _budget;
    private int _at;

    /// <param name="frame">The bytes after the selector, or the data of a log.</param>
    /// <param name="budget">From <see cref="Budget"/>; negative afterwards when a read failed.</param>
    public AbiReader(ReadOnlySpan<byte> frame, ref int budget)
    {
        _frame = frame;
        _budget = ref budget;
    }

    /// <summary>How many bytes may be read from a message of that size.</summary>
    public static int Budget(ReadOnlySpan<byte> message) =>
        (int)Math.Min(int.MaxValue / 2, (long)message.Length * OverlapMax);

    /// <summary>An unsigned number of that many bits.</summary>
    public UInt256 ReadUInt(int bits) => new(TakeUnsigned(bits));

    /// <summary>A signed number of that many bits, as a word in two's complement.</summary>
    public UInt256 ReadInt(int bits) => new(TakeSigned(bits));

    /// <summary>An unsigned number of at most 64 bits.</summary>
    public ulong ReadUInt64(int bits) => LowBits(TakeUnsigned(bits));

    /// <summary>A signed number of at most 64 bits.</summary>
    public long ReadInt64(int bits) => (long)LowBits(TakeSigned(bits));

    public bool ReadBool()
    {
        ulong value = ReadUInt64(bits: 8);
        if (value > 1) _budget = Failed;
        return value == 1;
    }

    public Address ReadAddress()
    {
        ReadOnlySpan<byte> word = TakeUnsigned(bits: 8 * Address.SizeBytes);
        return word.IsEmpty ? default : new Address(word[^Address.SizeBytes..]);
    }

    /// <summary>Fixed bytes, at the left of the hash; what follows them must be zero.</summary>
    public Hash256 ReadFixedBytes(int size)
    {
        ReadOnlySpan<byte> word = Take();
        if (word.IsEmpty || word[size..].ContainsAnyExcept((byte)0)) return Fail<Hash256>();
        return new Hash256(word);
    }

    /// <summary>A <c>bytes</c> value, copied.</summary>
    public byte[] ReadBytes() => ReadSpan().ToArray();

    /// <summary>A <c>string</c> value; bytes that are not UTF-8 become U+FFFD.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadSpan());

    /// <summary>The frame of a dynamic tuple or dynamic fixed array, which lies where the offset says.</summary>
    public AbiReader ReadTail() => new(Follow(), ref _budget);

    /// <summary>The frame of a dynamic array's elements, and how many there are.</summary>
    public AbiReader ReadArray(int elementHeadBytes, out int count)
    {
        ReadOnlySpan<byte> tail = Follow();
        count = ReadLength(tail, elementHeadBytes);
        return new AbiReader(count == 0 ? default : tail[WordBytes..], ref _budget);
    }

    private ReadOnlySpan<byte> ReadSpan()
    {
        ReadOnlySpan<byte> tail = Follow();
        int length = ReadLength(tail, elementBytes: 1);
        if (length == 0 || !Spend(length)) return default;

        return tail.Slice(WordBytes, length);
    }

    private ReadOnlySpan<byte> Follow()
    {
        ReadOnlySpan<byte> word = Take();
        return !word.IsEmpty && new UInt256(word) < (ulong)_frame.Length ? _frame[(int)LowBits(word)..] : FailSpan();
    }

    private readonly int ReadLength(ReadOnlySpan<byte> tail, int elementBytes)
    {
        if (tail.Length < WordBytes || !Spend(WordBytes)) return Fail<int>();

        var length = new UInt256(tail[..WordBytes]);
        int lengthMax = (tail.Length - WordBytes) / elementBytes;
        return length <= (ulong)lengthMax ? (int)LowBits(tail[..WordBytes]) : Fail<int>();
    }

    private ReadOnlySpan<byte> TakeUnsigned(int bits)
    {
        ReadOnlySpan<byte> word = Take();
        int unused = WordBytes - (bits / 8);
        return !word.IsEmpty && word[..unused].ContainsAnyExcept((byte)0) ? FailSpan() : word;
    }

    private ReadOnlySpan<byte> TakeSigned(int bits)
    {
        ReadOnlySpan<byte> word = Take();
        if (word.IsEmpty) return word;

        int unused = WordBytes - (bits / 8);
        byte fill = (word[unused] & 0x80) == 0 ? (byte)0 : (byte)0xFF;
        return word[..unused].ContainsAnyExcept(fill) ? FailSpan() : word;
    }

    private ReadOnlySpan<byte> Take()
    {
        if (_frame.Length - _at < WordBytes || !Spend(WordBytes)) return FailSpan();

        ReadOnlySpan<byte> word = _frame.Slice(_at, WordBytes);
        _at += WordBytes;
        return word;
    }

    private static ulong LowBits(ReadOnlySpan<byte> word) =>
        word.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64BigEndian(word[(WordBytes - sizeof(ulong))..]);

    private readonly bool Spend(int count)
    {
        _budget = _budget < count ? Failed : _budget - count;
        return _budget != Failed;
    }

    private readonly T Fail<T>()
        where T : struct
    {
        _budget = Failed;
        return default;
    }

    private readonly ReadOnlySpan<byte> FailSpan()
    {
        _budget = Failed;
        return default;
    }
}
