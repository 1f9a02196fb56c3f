using Cordon.Ethereum;

namespace Cordon.Domain.Blocks;

/// <summary>Decodes hex digits that the reader has already checked.</summary>
public static class HexDigits
{
    /// <summary>64 digits to a word.</summary>
    public static UInt256 Word(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        Convert.FromHexString(digits, bytes, out _, out _);
        return new UInt256(bytes);
    }

    /// <summary>40 digits to an address.</summary>
    public static Address Address(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[Ethereum.Address.SizeBytes];
        Convert.FromHexString(digits, bytes, out _, out _);
        return new Address(bytes);
    }
}
