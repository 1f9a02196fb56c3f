namespace Cordon.Ethereum.Tests;

/// <summary>Random inputs that visit the edges far more often than chance would.</summary>
internal static class RandomValues
{
    /// <summary>Zero, one, powers of two and their neighbours, single limbs, and words of any length.</summary>
    public static UInt256 NextWord(this Random random)
    {
        UInt256 any = new(random.NextUlong(), random.NextUlong(), random.NextUlong(), random.NextUlong());
        return random.Next(8) switch
        {
            0 => random.Next(3) switch { 0 => UInt256.Zero, 1 => UInt256.One, _ => UInt256.MaxValue },
            1 => UInt256.One << random.Next(256),
            2 => (UInt256.One << random.Next(256)) - UInt256.One,
            3 => UInt256.MaxValue << random.Next(256),
            4 => new UInt256(random.NextEdge(), random.NextEdge(), random.NextEdge(), random.NextEdge()),
            5 => random.NextUlong(),
            _ => any >> random.Next(256),
        };
    }

    public static ulong NextUlong(this Random random) =>
        unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue));

    public static byte[] NextBytes(this Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    public static Address NextAddress(this Random random) => new(random.NextBytes(Address.SizeBytes));

    public static Hash256 NextHash(this Random random) => new(random.NextBytes(Hash256.SizeBytes));

    /// <summary>A key; one in four lies at an end of the range of keys.</summary>
    public static PrivateKey NextKey(this Random random)
    {
        UInt256 number = random.Next(8) switch
        {
            0 => (ulong)random.Next(1, 4),
            1 => Signature.Order - (UInt256)(ulong)random.Next(1, 4),
            _ => (new UInt256(random.NextBytes(PrivateKey.SizeBytes)) >> 1) + 1, // half the range is range enough
        };
        byte[] bytes = new byte[PrivateKey.SizeBytes];
        number.CopyTo(bytes);
        return new PrivateKey(bytes);
    }

    private static ulong NextEdge(this Random random) => random.Next(5) switch
    {
        0 => 0,
        1 => 1,
        2 => ulong.MaxValue,
        3 => 1UL << 63,
        _ => random.NextUlong(),
    };
}
