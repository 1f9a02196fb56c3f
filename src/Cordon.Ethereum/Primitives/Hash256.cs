using System.Buffers;
using System.Buffers.Binary;

namespace Cordon.Ethereum;

/// <summary>A 32-byte hash: a block, a transaction, an event topic or a storage slot.</summary>
public readonly record struct Hash256 : IComparable<Hash256>
{
    public const int SizeBytes = 32;

    private readonly UInt128 _head;
    private readonly UInt128 _tail;

    public Hash256(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SizeBytes);
        _head = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _tail = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>The same 32 bytes, taken from a number.</summary>
    public Hash256(UInt256 word)
    {
        _head = (UInt128)(word >> 128);
        _tail = (UInt128)word;
    }

    public static Hash256 Zero => default;

    public bool IsZero => this == default;

    /// <summary>The same 32 bytes read as a big-endian number.</summary>
    public UInt256 ToUInt256() => ((UInt256)_head << 128) | _tail;

    public static bool TryParse(string? text, out Hash256 hash) => TryParse(text.AsSpan(), out hash);

    /// <summary>Parses <c>0x</c> and 64 hex digits of any case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash256 hash)
    {
        hash = default;
        if (text is not ['0', 'x', .. { Length: 2 * SizeBytes } hex]) return false;

        Span<byte> bytes = stackalloc byte[SizeBytes];
        if (Convert.FromHexString(hex, bytes, out _, out _) != OperationStatus.Done) return false;

        hash = new Hash256(bytes);
        return true;
    }

    /// <summary>Parses <c>0x</c> and 64 hex digits of any case, from UTF-8 text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        bool isHash = Hex.TryDecode(utf8, bytes);
        hash = isHash ? new Hash256(bytes) : default;
        return isHash;
    }

    /// <summary>Parses <c>0x</c> and 64 hex digits of any case.</summary>
    /// <exception cref="FormatException">The text is not a hash.</exception>
    public static Hash256 Parse(string text) => TryParse(text, out Hash256 hash)
        ? hash
        : throw new FormatException($"'{text}' is not a hash: expected 0x and 64 hex digits.");

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _head);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _tail);
    }

    public byte[] ToArray()
    {
        byte[] bytes = new byte[SizeBytes];
        CopyTo(bytes);
        return bytes;
    }

    public int CompareTo(Hash256 other)
    {
        int head = _head.CompareTo(other._head);
        return head != 0 ? head : _tail.CompareTo(other._tail);
    }

    public static bool operator <(Hash256 left, Hash256 right) => left.CompareTo(right) < 0;

    public static bool operator >(Hash256 left, Hash256 right) => left.CompareTo(right) > 0;

    public static bool operator <=(Hash256 left, Hash256 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Hash256 left, Hash256 right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"0x{_head:x32}{_tail:x32}";
}
