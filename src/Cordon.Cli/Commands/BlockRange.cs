using System.Globalization;

namespace Cordon.Cli.Commands;

/// <summary>Which blocks of a node: <c>A..B</c> (both included), one number, <c>latest</c>, or <c>follow</c>.</summary>
/// <param name="First">First block, null to begin at the head.</param>
/// <param name="Last">Last block, null for the head.</param>
/// <param name="Follows">True to go on with every new block.</param>
internal sealed record BlockRange(ulong? First, ulong? Last, bool Follows)
{
    public const string Expected = "A..B, A.., a number, latest or follow";

    public static BlockRange Latest { get; } = new(null, null, false);

    public static bool TryParse(string text, out BlockRange range)
    {
        range = Latest;
        if (text == "latest") return true;
        if (text == "follow")
        {
            range = new BlockRange(null, null, true);
            return true;
        }

        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            if (!TryNumber(text, out ulong only)) return false;
            range = new BlockRange(only, only, false);
            return true;
        }

        if (!TryNumber(text[..dots], out ulong first)) return false;
        string end = text[(dots + 2)..];
        if (end is "" or "follow")
        {
            range = new BlockRange(first, null, true);
            return true;
        }

        if (end == "latest")
        {
            range = new BlockRange(first, null, false);
            return true;
        }

        if (!TryNumber(end, out ulong last) || last < first) return false;
        range = new BlockRange(first, last, false);
        return true;
    }

    // Digits may be grouped as in 19_000_000; signs, spaces and hex are mistakes.
    private static bool TryNumber(string text, out ulong number) =>
        ulong.TryParse(text.Replace("_", ""), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
