using System.Globalization;

namespace Cordon.Engine.Sources.Node;

/// <summary>Which blocks of a node to read.</summary>
/// <param name="From">First block; null is the newest at the start.</param>
/// <param name="To">Last block; null is the newest at the start.</param>
/// <param name="Follows">Goes on with new blocks until cancelled.</param>
public sealed record BlockSelection(ulong? From, ulong? To, bool Follows)
{
    private const string Expected =
        "expected N, A..B, A..latest, latest, follow or A..follow, with numbers in decimal or 0x hex";

    /// <summary>The newest block only.</summary>
    public static BlockSelection Latest { get; } = new(null, null, Follows: false);

    /// <summary>The newest block and all that come after it.</summary>
    public static BlockSelection Follow { get; } = new(null, null, Follows: true);

    /// <summary>Reads what a user writes after <c>--blocks</c>.</summary>
    /// <exception cref="FormatException">It is none of the forms; the message lists them.</exception>
    public static BlockSelection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "latest") return Latest;
        if (text == "follow") return Follow;
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            ulong single = Number(text, text);
            return new BlockSelection(single, single, Follows: false);
        }

        ulong from = Number(text[..dots], text);
        string end = text[(dots + 2)..];
        if (end == "follow") return new BlockSelection(from, null, Follows: true);
        if (end == "latest") return new BlockSelection(from, null, Follows: false);
        ulong to = Number(end, text);
        return from <= to
            ? new BlockSelection(from, to, Follows: false)
            : throw new FormatException($"blocks '{text}': the first block is after the last one; {Expected}");
    }

    public override string ToString() => (From, To, Follows) switch
    {
        (null, _, true) => "follow",
        (null, _, _) => "latest",
        (_, _, true) => $"{From}..follow",
        (_, null, _) => $"{From}..latest",
        _ => $"{From}..{To}",
    };

    private static ulong Number(string text, string whole)
    {
        bool isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return ulong.TryParse(
            isHex ? text[2..] : text,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out ulong number)
            ? number
            : throw new FormatException($"blocks '{whole}': '{text}' is no block number; {Expected}");
    }
}
