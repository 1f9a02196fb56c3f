using System.Text;

namespace Cordon.Testing.Fuzzing;

/// <summary>Ways to damage a text: bytes, pieces, and whole JSON tokens.</summary>
internal static class Mutation
{
    // What tends to break readers of JSON and of hex.
    private static readonly byte[][] Tokens =
    [
        .. ((string[])
        [
            "null", "true", "-1", "0", "1e999", "18446744073709551616", "\"\"", "\"0x\"", "\"0x0\"", "\"-0x1\"",
            "\"0X1\"",
            "\"0x123\"", "\"0xzz\"", "[]", "{}", "[[[[", "}}", "\"\\u0000\"", "\"\\ud800\"", "\"\\", "\"traces\":",
            "\"calls\":[",
            "\"logs\":[", "\"type\":\"CALL\"", "\"type\":\"reward\"", ",", ":", "\"error\":\"x\"",
            "\"traceAddress\":[0,0]",
            "\"position\":\"0xffffffff\"", "\"transactionIndex\":\"0x7fffffff\"", "\"subtraces\":4294967296",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[] Apply(Random random, byte[] input, byte[] other)
    {
        if (input.Length == 0) return other;
        return random.Next(8) switch
        {
            0 => FlipBits(random, input),
            1 => input[..random.Next(input.Length)],
            2 => Splice(random, input, other),
            3 => Insert(random, input, Tokens[random.Next(Tokens.Length)]),
            4 => ReplaceToken(random, input, Tokens[random.Next(Tokens.Length)]),
            5 => ReplaceToken(random, input, TokenOf(random, other)),
            6 => Repeat(random, input),
            _ => Remove(random, input),
        };
    }

    private static byte[] FlipBits(Random random, byte[] input)
    {
        byte[] flipped = [.. input];
        for (int i = random.Next(1, 8); i > 0; i--) flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Splice(Random random, byte[] input, byte[] other) =>
        [.. input.AsSpan(0, random.Next(input.Length)), .. other.AsSpan(random.Next(other.Length + 1))];

    private static byte[] Insert(Random random, byte[] input, byte[] piece)
    {
        int at = random.Next(input.Length);
        return [.. input.AsSpan(0, at), .. piece, .. input.AsSpan(at)];
    }

    private static byte[] Remove(Random random, byte[] input)
    {
        (int start, int end) = TokenAt(random, input);
        return [.. input.AsSpan(0, start), .. input.AsSpan(end)];
    }

    private static byte[] ReplaceToken(Random random, byte[] input, byte[] token)
    {
        (int start, int end) = TokenAt(random, input);
        return [.. input.AsSpan(0, start), .. token, .. input.AsSpan(end)];
    }

    private static byte[] Repeat(Random random, byte[] input)
    {
        int start = random.Next(input.Length);
        ReadOnlySpan<byte> piece = input.AsSpan(start, random.Next(Math.Min(200, input.Length - start) + 1));
        int times = random.Next(1, 40);
        List<byte> repeated = [.. input.AsSpan(0, start)];
        for (int i = 0; i < times; i++) repeated.AddRange(piece);
        repeated.AddRange(input.AsSpan(start));
        return [.. repeated];
    }

    private static byte[] TokenOf(Random random, byte[] other)
    {
        (int start, int end) = TokenAt(random, other);
        return other[start..end];
    }

    /// <summary>
    /// A token of JSON near a random place: a string with its quotes, or what stands between two signs.
    /// </summary>
    private static (int Start, int End) TokenAt(Random random, byte[] text)
    {
        if (text.Length == 0) return (0, 0);
        int start = random.Next(text.Length);
        while (start > 0 && text[start] is not ((byte)'"' or (byte)'{' or (byte)'[' or (byte)',' or (byte)':')) start--;
        int end = start + 1;
        while (end < text.Length
            && text[end] is not ((byte)'"' or (byte)'}' or (byte)']' or (byte)',' or (byte)':')) end++;
        return (start, Math.Min(text.Length, text[start] == '"' ? end + 1 : end));
    }
}
