using System.Buffers;
using System.Buffers.Binary;

namespace Cordon.Ethereum;

/// <summary>A 20-byte EVM account address.</summary>
public readonly partial record struct Address : IComparable<Address>
{
    public const int SizeBytes = 20;

    private readonly UInt128 _head; // bytes 0..15, so that equality and hashing need no array
    private readonly uint _tail;    // bytes 16..19

    public Address(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SizeBytes);
        _head = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _tail = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    public static Address Zero => default;

    public bool IsZero => this == default;

    public static bool TryParse(string? text, out Address address) => TryParse(text.AsSpan(), out address);

    /// <summary>Parses <c>0x</c> and 40 hex digits of any case; a wrong checksum is not noticed.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        if (text is not ['0', 'x', .. { Length: 2 * SizeBytes } hex]) return false;

        Span<byte> bytes = stackalloc byte[SizeBytes];
        if (Convert.FromHexString(hex, bytes, out _, out _) != OperationStatus.Done) return false;

        address = new Address(bytes);
        return true;
    }

    /// <summary>Parses <c>0x</c> and 40 hex digits of any case, from UTF-8 text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Address address)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        bool isAddress = Hex.TryDecode(utf8, bytes);
        address = isAddress ? new Address(bytes) : default;
        return isAddress;
    }

    /// <summary>Parses <c>0x</c> and 40 hex digits of any case; a wrong checksum is not noticed.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static Address Parse(string text) => TryParse(text, out Address address)
        ? address
        : throw new FormatException($"'{text}' is not an address: expected 0x and 40 hex digits.");

    /// <summary>Writes the 20 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _head);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _tail);
    }

    public byte[] ToArray()
    {
        byte[] bytes = new byte[SizeBytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The address as the low 20 bytes of a word, as ABI and storage hold it.</summary>
    public UInt256 ToUInt256() => ((UInt256)_head << 32) | (UInt256)_tail;

    /// <summary>The low 20 bytes of a word; whatever is above them is dropped.</summary>
    public static Address FromWord(UInt256 word)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        word.CopyTo(bytes);
        return new Address(bytes[(UInt256.SizeBytes - SizeBytes)..]);
    }

    public int CompareTo(Address other)
    {
        int head = _head.CompareTo(other._head);
        return head != 0 ? head : _tail.CompareTo(other._tail);
    }

    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    /// <summary><c>0x</c> and 40 lower-case digits; <see cref="ToChecksumString"/> for people.</summary>
    public override string ToString() => $"0x{_head:x32}{_tail:x8}";
}
