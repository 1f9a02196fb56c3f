using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>What a CircuitBreaker can stop, as it names it.</summary>
public static class BreakerTargets
{
    /// <summary>The whole protocol.</summary>
    public static Hash256 Everything { get; } = new(UInt256.MaxValue);

    /// <summary>One asset; the zero address is the chain's coin.</summary>
    public static Hash256 OfAsset(in Address asset) => new(asset.ToUInt256());

    /// <summary>One address that is to be kept out of the functions that a protocol marked <c>notQuarantined</c>:
    /// Breakable's <c>quarantineTarget</c>, keccak256(abi.encode(keccak256("Cordon quarantine"), account)).</summary>
    public static Hash256 OfAccount(in Address account)
    {
        Span<byte> words = stackalloc byte[2 * Hash256.SizeBytes];
        Keccak256.HashUtf8("Cordon quarantine").CopyTo(words);
        new Hash256(account.ToUInt256()).CopyTo(words[Hash256.SizeBytes..]);
        return Keccak256.Hash(words);
    }
}
