using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>The arithmetic of attention challenges as spec/engagement.md has it, for nodes and checks.</summary>
public static class EngagementArithmetic
{
    /// <summary>1, with 18 decimals.</summary>
    public static UInt256 Wad => 1_000_000_000_000_000_000;

    /// <summary>The bound under which a hash wins the lot with chance <paramref name="wad"/> / 1e18.</summary>
    public static UInt256 Threshold(UInt256 wad) => UInt256.MulDiv(UInt256.MaxValue, wad, Wad);

    /// <summary>Whether <paramref name="subject"/> is drawn by <paramref name="seed"/>.</summary>
    public static bool IsDrawn(Hash256 seed, Address subject, UInt256 wad)
    {
        Span<byte> words = stackalloc byte[64];
        seed.CopyTo(words);
        words[32..44].Clear();
        subject.CopyTo(words[44..]);
        return wad >= Wad || Keccak256.Hash(words).ToUInt256() < Threshold(wad);
    }

    /// <summary>The part of a weight that a penalty is, rounded up, at most <paramref name="most"/>.</summary>
    public static UInt256 Fraction(UInt256 penalty, UInt256 weight, UInt256 most) =>
        penalty >= weight ? most : UInt256.Min(most, UInt256.MulDivUp(penalty, Wad, weight));
}
