using System.Buffers.Binary;

namespace Cordon.Ethereum;

public readonly partial record struct Address
{
    /// <summary>Where CREATE puts a contract: the low 20 bytes of <c>keccak(rlp([creator, nonce]))</c>.</summary>
    public static Address ForCreate(Address creator, ulong nonce)
    {
        // A list of at most 21 + 9 bytes, so every length fits one byte.
        Span<byte> list = stackalloc byte[31];
        list[1] = 0x80 + SizeBytes;
        creator.CopyTo(list[2..]);
        int length = 22 + WriteRlpInteger(list[22..], nonce);
        list[0] = (byte)(0xc0 + length - 1);
        return FromHash(Keccak256.Hash(list[..length]));
    }

    /// <summary>
    /// Where CREATE2 puts a contract (EIP-1014): the low 20 bytes of
    /// <c>keccak(0xff ++ creator ++ salt ++ keccak(initCode))</c>.
    /// </summary>
    public static Address ForCreate2(Address creator, Hash256 salt, Hash256 initCodeHash)
    {
        Span<byte> seed = stackalloc byte[1 + SizeBytes + (2 * Hash256.SizeBytes)];
        seed[0] = 0xff;
        creator.CopyTo(seed[1..]);
        salt.CopyTo(seed[(1 + SizeBytes)..]);
        initCodeHash.CopyTo(seed[(1 + SizeBytes + Hash256.SizeBytes)..]);
        return FromHash(Keccak256.Hash(seed));
    }

    /// <summary>The low 20 bytes of a hash.</summary>
    internal static Address FromHash(Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        hash.CopyTo(bytes);
        return new Address(bytes[(Hash256.SizeBytes - SizeBytes)..]);
    }

    private static int WriteRlpInteger(Span<byte> destination, ulong value)
    {
        if (value is > 0 and < 0x80)
        {
            destination[0] = (byte)value;
            return 1;
        }

        int length = (71 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 8;
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        destination[0] = (byte)(0x80 + length);
        bytes[(8 - length)..].CopyTo(destination[1..]);
        return 1 + length;
    }
}
