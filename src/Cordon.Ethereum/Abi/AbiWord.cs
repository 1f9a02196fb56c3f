namespace Cordon.Ethereum;

/// <summary>One 32-byte word to a value and back, strictly and without allocating: static arguments, topics.</summary>
public static class AbiWord
{
    public const int SizeBytes = 32;

    /// <exception cref="AbiException">The bytes are not a word.</exception>
    public static UInt256 ReadUInt256(ReadOnlySpan<byte> word) => new(CheckLength(word));

    /// <summary>An unsigned number of 8 to 256 bits.</summary>
    /// <exception cref="AbiException">The word exceeds them.</exception>
    public static UInt256 ReadUInt(ReadOnlySpan<byte> word, int bits)
    {
        UInt256 value = ReadUInt256(word);
        return value.BitLength <= bits ? value : throw new AbiException($"{value} exceeds uint{bits}.", 0);
    }

    /// <summary>A number of at most 64 bits.</summary>
    /// <exception cref="AbiException">The word exceeds them.</exception>
    public static ulong ReadUInt64(ReadOnlySpan<byte> word, int bits = 64) => (ulong)ReadUInt(word, bits);

    /// <summary>A signed number of 8 to 256 bits, as the word's two's complement.</summary>
    /// <exception cref="AbiException">The word is not the sign extension of so many bits.</exception>
    public static UInt256 ReadInt(ReadOnlySpan<byte> word, int bits)
    {
        UInt256 value = ReadUInt256(word);
        return UInt256.SignExtend(value, bits) == value
            ? value
            : throw new AbiException($"{value.ToSignedString()} exceeds int{bits}.", 0);
    }

    /// <summary>A signed number of at most 64 bits.</summary>
    /// <exception cref="AbiException">The word is not the sign extension of so many bits.</exception>
    public static long ReadInt64(ReadOnlySpan<byte> word, int bits = 64) => (long)(ulong)ReadInt(word, bits);

    /// <exception cref="AbiException">The upper 12 bytes are not zero.</exception>
    public static Address ReadAddress(ReadOnlySpan<byte> word)
    {
        CheckLength(word);
        return word[..12].ContainsAnyExcept((byte)0)
            ? throw new AbiException("an address has 12 zero bytes before it.", 0)
            : new Address(word[12..]);
    }

    /// <exception cref="AbiException">The word is neither 0 nor 1.</exception>
    public static bool ReadBool(ReadOnlySpan<byte> word)
    {
        UInt256 value = ReadUInt256(word);
        return value <= UInt256.One ? !value.IsZero : throw new AbiException($"a bool is 0 or 1, not {value}.", 0);
    }

    /// <summary>The first <paramref name="length"/> bytes of the word, a view of it.</summary>
    /// <exception cref="AbiException">The rest is not zero.</exception>
    public static ReadOnlySpan<byte> ReadFixedBytes(ReadOnlySpan<byte> word, int length)
    {
        CheckLength(word);
        return word[length..].ContainsAnyExcept((byte)0)
            ? throw new AbiException($"bytes{length} has zero bytes behind it.", 0)
            : word[..length];
    }

    public static Hash256 ReadBytes32(ReadOnlySpan<byte> word) => new(CheckLength(word));

    public static void Write(Span<byte> word, UInt256 value) => value.CopyTo(word);

    public static void Write(Span<byte> word, Address value)
    {
        word[..12].Clear();
        value.CopyTo(word[12..]);
    }

    public static void Write(Span<byte> word, bool value) => Write(word, value ? UInt256.One : UInt256.Zero);

    public static void Write(Span<byte> word, Hash256 value) => value.CopyTo(word);

    /// <summary>Writes <c>bytesN</c>: left-aligned, zeros behind.</summary>
    public static void WriteFixedBytes(Span<byte> word, ReadOnlySpan<byte> value)
    {
        word[..SizeBytes].Clear();
        value.CopyTo(word);
    }

    private static ReadOnlySpan<byte> CheckLength(ReadOnlySpan<byte> word) => word.Length == SizeBytes
        ? word
        : throw new AbiException($"a word has 32 bytes, found {word.Length}.", 0);
}
