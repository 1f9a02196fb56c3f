namespace Cordon.Ethereum;

/// <summary>A point on secp256k1, as 64 bytes: x, then y.</summary>
public sealed unsafe class PublicKey : IEquatable<PublicKey>
{
    public const int SizeBytes = 64;

    private const int NativeBytes = 64;     // libsecp256k1's opaque form
    private const int UncompressedBytes = 65; // 0x04, x, y
    private const int CompressedBytes = 33;   // 0x02 or 0x03, x

    private readonly byte[] _point;

    private PublicKey(byte[] point)
    {
        _point = point;
        Address = Address.FromHash(Keccak256.Hash(point));
    }

    /// <summary>x and y, 32 big-endian bytes each.</summary>
    public ReadOnlySpan<byte> Bytes => _point;

    /// <summary>The account of this key: the low 20 bytes of <c>keccak(x ++ y)</c>.</summary>
    public Address Address { get; }

    /// <summary>Reads 33 (compressed), 65 (uncompressed) or 64 bytes (x, y) that lie on the curve.</summary>
    /// <exception cref="FormatException">They are not.</exception>
    public static PublicKey Parse(ReadOnlySpan<byte> bytes)
    {
        Span<byte> input = stackalloc byte[UncompressedBytes];
        int length = bytes.Length;
        if (length == SizeBytes)
        {
            input[0] = 4;
            bytes.CopyTo(input[1..]);
            length = UncompressedBytes;
        }
        else if (length is CompressedBytes or UncompressedBytes)
        {
            bytes.CopyTo(input);
        }
        else
        {
            throw new FormatException($"A public key has 33, 64 or 65 bytes, not {length}.");
        }

        byte* native = stackalloc byte[NativeBytes];
        fixed (byte* pointer = input)
        {
            if (Secp256k1Native.ParsePublicKey(Secp256k1Native.Context, native, pointer, (nuint)length) != 1)
                throw new FormatException("These bytes are not a point on secp256k1.");
        }

        return FromNative(native);
    }

    /// <summary>33 bytes: the parity of y, then x.</summary>
    public byte[] ToCompressed()
    {
        byte[] compressed = new byte[CompressedBytes];
        compressed[0] = (byte)(2 + (_point[^1] & 1));
        _point.AsSpan(0, 32).CopyTo(compressed.AsSpan(1));
        return compressed;
    }

    public bool Equals(PublicKey? other) => other is not null && _point.AsSpan().SequenceEqual(other._point);

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode() => Address.GetHashCode();

    public override string ToString() => Hex.Format(_point);

    internal static PublicKey FromNative(byte* native)
    {
        byte* output = stackalloc byte[UncompressedBytes];
        nuint length = UncompressedBytes;
        _ = Secp256k1Native.SerializePublicKey( // always 1, by its contract
            Secp256k1Native.Context, output, &length, native, Secp256k1Native.UncompressedPublicKey);
        return new PublicKey(new ReadOnlySpan<byte>(output + 1, SizeBytes).ToArray());
    }
}
