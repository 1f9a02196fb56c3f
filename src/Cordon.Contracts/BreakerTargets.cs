using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>What a CircuitBreaker can stop, as it names it.</summary>
public static class BreakerTargets
{
    /// <summary>The whole protocol.</summary>
    public static Hash256 Everything { get; } = Filled(0xff);

    /// <summary>One asset; the zero address is the chain's coin.</summary>
    public static Hash256 OfAsset(in Address asset)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        bytes.Clear();
        asset.CopyTo(bytes[(Hash256.SizeBytes - Address.SizeBytes)..]);
        return new Hash256(bytes);
    }

    private static Hash256 Filled(byte value)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        bytes.Fill(value);
        return new Hash256(bytes);
    }
}
