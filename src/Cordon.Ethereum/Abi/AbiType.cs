namespace Cordon.Ethereum;

/// <summary>A type of the contract ABI, as Solidity defines it.</summary>
public sealed class AbiType : IEquatable<AbiType>
{
    internal const int WordBytes = 32;

    private AbiType(AbiKind kind, string name, bool isDynamic, int headBytes)
    {
        Kind = kind;
        Name = name;
        IsDynamic = isDynamic;
        HeadBytes = isDynamic ? WordBytes : headBytes;
    }

    public AbiKind Kind { get; }

    /// <summary>The canonical name, as signatures hash it: <c>uint256</c>, <c>(address,bytes)[3]</c>.</summary>
    public string Name { get; }

    /// <summary>Whether values have no fixed size, so that an offset stands in their place.</summary>
    public bool IsDynamic { get; }

    /// <summary>Bytes that a value takes in its place: 32 for an offset, more for static arrays and tuples.</summary>
    public int HeadBytes { get; }

    /// <summary>Bits of a number, 8 to 256; 0 for other kinds.</summary>
    public int Bits { get; private init; }

    /// <summary>Decimal places of a fixed-point number.</summary>
    public int Decimals { get; private init; }

    /// <summary>Length of <c>bytesN</c>, in bytes; 0 for other kinds.</summary>
    public int SizeBytes { get; private init; }

    /// <summary>Elements of a fixed array; null for arrays of any length and for other kinds.</summary>
    public int? Length { get; private init; }

    /// <summary>The type of an array's elements; null for other kinds.</summary>
    public AbiType? Element { get; private init; }

    /// <summary>The members of a tuple; empty for other kinds.</summary>
    public IReadOnlyList<AbiParameter> Components { get; private init; } = [];

    public static AbiType Address { get; } = new(AbiKind.Address, "address", false, WordBytes);

    public static AbiType Bool { get; } = new(AbiKind.Bool, "bool", false, WordBytes);

    public static AbiType Bytes { get; } = new(AbiKind.Bytes, "bytes", true, WordBytes);

    public static AbiType String { get; } = new(AbiKind.String, "string", true, WordBytes);

    public static AbiType Function { get; } =
        new(AbiKind.Function, "function", false, WordBytes) { SizeBytes = 24 };

    public static AbiType UInt256 { get; } = UInt(256);

    /// <exception cref="FormatException">The bits are not 8, 16 … 256.</exception>
    public static AbiType UInt(int bits) =>
        new(AbiKind.UInt, $"uint{CheckBits(bits)}", false, WordBytes) { Bits = bits };

    /// <exception cref="FormatException">The bits are not 8, 16 … 256.</exception>
    public static AbiType Int(int bits) =>
        new(AbiKind.Int, $"int{CheckBits(bits)}", false, WordBytes) { Bits = bits };

    /// <exception cref="FormatException">The bits are not 8, 16 … 256, or the decimals not 0 to 80.</exception>
    public static AbiType FixedPoint(bool isSigned, int bits, int decimals)
    {
        if (decimals is < 0 or > 80)
            throw new FormatException($"a fixed-point type has 0 to 80 decimals, not {decimals}");


        AbiKind kind = isSigned ? AbiKind.Fixed : AbiKind.UFixed;
        string name = $"{(isSigned ? "" : "u")}fixed{CheckBits(bits)}x{decimals}";
        return new AbiType(kind, name, false, WordBytes) { Bits = bits, Decimals = decimals };
    }

    /// <exception cref="FormatException">The length is not 1 to 32.</exception>
    public static AbiType FixedBytes(int length) => length is >= 1 and <= 32
        ? new AbiType(AbiKind.FixedBytes, $"bytes{length}", false, WordBytes) { SizeBytes = length }
        : throw new FormatException($"bytesN has 1 to 32 bytes, not {length}");

    /// <summary>An array: of any length, or of exactly <paramref name="length"/> elements.</summary>
    /// <exception cref="FormatException">A static array that would not fit 2 GB.</exception>
    public static AbiType ArrayOf(AbiType element, int? length = null)
    {
        if (length is null)
            return new AbiType(AbiKind.Array, element.Name + "[]", true, WordBytes) { Element = element };

        ArgumentOutOfRangeException.ThrowIfNegative(length.Value);
        string name = $"{element.Name}[{length}]";
        int head = CheckHead((long)element.HeadBytes * length.Value, name);
        return new AbiType(AbiKind.Array, name, element.IsDynamic, head) { Element = element, Length = length };
    }

    /// <exception cref="FormatException">A static tuple that would not fit 2 GB.</exception>
    public static AbiType Tuple(IReadOnlyList<AbiParameter> components)
    {
        string name = $"({string.Join(',', components.Select(component => component.Type.Name))})";
        int head = CheckHead(components.Sum(component => (long)component.Type.HeadBytes), name);
        bool isDynamic = components.Any(component => component.Type.IsDynamic);
        return new AbiType(AbiKind.Tuple, name, isDynamic, head) { Components = components };
    }

    public static AbiType Tuple(params ReadOnlySpan<AbiType> members)
    {
        var components = new List<AbiParameter>(members.Length);
        foreach (AbiType member in members) components.Add(new AbiParameter("", member));
        return Tuple(components);
    }

    /// <summary>
    /// Parses a type: <c>uint256</c>, <c>bytes32[4][]</c>, <c>(address to, uint256 amount)[]</c>, also with
    /// <c>tuple</c> before the parenthesis; <c>uint</c>, <c>int</c>, <c>fixed</c> and <c>ufixed</c> as their aliases.
    /// </summary>
    /// <exception cref="FormatException">The text is not a type; the message has the position and what was
    /// expected.</exception>
    public static AbiType Parse(string text) => new AbiTypeParser(text).ParseWhole();

    public bool Equals(AbiType? other) => other is not null && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as AbiType);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    private static int CheckBits(int bits) => bits is >= 8 and <= 256 && bits % 8 == 0
        ? bits
        : throw new FormatException($"a number has 8, 16 … 256 bits, not {bits}");

    private static int CheckHead(long bytes, string name) => bytes <= int.MaxValue
        ? (int)bytes
        : throw new FormatException($"a value of {name} would take {bytes} bytes");
}
