using System.Numerics;

namespace Cordon.Contracts.Arithmetic.Tests;

/// <summary>The vectors of spec/vectors, made by the reference implementation: edges first, then random
/// cases.</summary>
internal static class Vectors
{
    public const int RandomCases = 150;

    public static readonly string[] Names = ["limiter", "slash", "shares"];

    /// <summary>The text of one file for one seed.</summary>
    public static string Make(string name, int seed)
    {
        Random random = new(seed);
        return name switch
        {
            "limiter" => Limiter(random),
            "slash" => Slash(random),
            _ => Shares(random),
        };
    }

    private static string Limiter(Random random)
    {
        VectorTable table = new();
        BigInteger most = BigInteger.One << 126;
        BigInteger[] levels = [0, 1, -1, most - 1, -most];
        foreach (BigInteger level in levels)
        {
            Add(level, 0, most - 1, 1, 1);
            Add(BigInteger.Min(level, 4), 599, 4, 0, 600);
            Add(BigInteger.Min(level, 4), 0, 4, 1_000_000_000, 604_800);
        }

        for (int i = 0; i < RandomCases; i++)
        {
            BigInteger limit = Number(random, 126) + 4;
            BigInteger window = 600 + (Number(random, 40) % 604_201);
            BigInteger level = random.Next(2) == 0 ? Number(random, 126) % (limit + 1) : -Number(random, 120);
            Add(level, Number(random, 64) % window, limit, Number(random, 32), window);
        }

        return table.ToJson();

        void Add(BigInteger level, BigInteger remainder, BigInteger limit, BigInteger elapsed, BigInteger window)
        {
            BigInteger inflow = Number(random, random.Next(3) == 0 ? 256 : 100);
            BigInteger target = limit - (Number(random, 128) % (limit - level + 1));
            (BigInteger after, BigInteger rest) = FlowReference.Refilled(level, remainder, limit, elapsed, window);
            table.Add(
                ("level", level), ("remainder", remainder), ("limit", limit), ("elapsed", elapsed), ("window", window),
                ("inflow", inflow), ("target", target), ("afterLevel", after), ("afterRemainder", rest),
                ("restored", FlowReference.Restored(level, limit, inflow)),
                ("seconds", FlowReference.SecondsUntil(level, remainder, limit, window, target)));
        }
    }

    private static string Slash(Random random)
    {
        VectorTable table = new();
        foreach (BigInteger wad in new[] { BigInteger.One, StakeReference.Wad, StakeReference.Wad / 3 })
        {
            Add(StakeReference.Wad, wad, 1);
            Add(1, wad, 1_000_000);
            Add(3, wad, BigInteger.Pow(10, 27));
        }

        for (int i = 0; i < RandomCases; i++)
        {
            BigInteger magnitude = 1 + (Number(random, 60) % StakeReference.Wad);
            Add(magnitude, 1 + (Number(random, 64) % StakeReference.Wad), Number(random, 118));
        }

        return table.ToJson();

        void Add(BigInteger magnitude, BigInteger wad, BigInteger amount)
        {
            BigInteger after = StakeReference.MagnitudeAfter(magnitude, wad);
            BigInteger later = StakeReference.MagnitudeAfter(after, Number(random, 59));
            table.Add(
                ("magnitude", magnitude), ("wad", wad), ("amount", amount), ("after", after),
                ("kept", StakeReference.Kept(amount, magnitude, after)), ("later", later),
                ("restored", StakeReference.MagnitudeRestored(later, magnitude, after)));
        }
    }

    private static string Shares(Random random)
    {
        VectorTable table = new();
        foreach (BigInteger edge in new BigInteger[] { 0, 1, 999, 1000, (BigInteger.One << 118) - 1 })
        {
            Add(edge, 0, 0);
            Add(edge, edge, edge * 1000);
            Add(edge, 0, edge);
        }

        for (int i = 0; i < RandomCases; i++) Add(Number(random, 118), Number(random, 118), Number(random, 128));
        return table.ToJson();

        void Add(BigInteger amount, BigInteger assets, BigInteger shares) => table.Add(
            ("amount", amount), ("assets", assets), ("shares", shares),
            ("toShares", StakeReference.ToShares(amount, assets, shares)),
            ("toAssets", StakeReference.ToAssets(amount, assets, shares)));
    }

    /// <summary>Any number of up to so many bits, small ones as likely as large ones.</summary>
    private static BigInteger Number(Random random, int bits)
    {
        byte[] bytes = new byte[(bits / 8) + 1];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << random.Next(bits + 1)) - 1);
    }
}
