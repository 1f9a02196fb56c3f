using System.Buffers.Binary;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

internal sealed partial class Extraction
{
    /// <summary>A two's complement word without its sign.</summary>
    public static UInt256 Magnitude(in UInt256 word) => word.IsNegative ? default(UInt256) - word : word;

    /// <summary>The two signed 128-bit numbers of a packed word, sign-extended to words.</summary>
    public static (UInt256 High, UInt256 Low) Halves(in UInt256 word)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        word.CopyTo(bytes);
        return (
            Extend(BinaryPrimitives.ReadInt128BigEndian(bytes)),
            Extend(BinaryPrimitives.ReadInt128BigEndian(bytes[16..])));
    }

    private static UInt256 Extend(Int128 value)
    {
        ulong sign = Int128.IsNegative(value) ? ulong.MaxValue : 0;
        return new UInt256((ulong)value, (ulong)(value >> 64), sign, sign);
    }

    /// <summary>An address argument in which the zero address stands for the native coin.</summary>
    public static AccountId Coin(AccountId token) => token == AccountId.Zero ? AccountId.Ether : token;
}
