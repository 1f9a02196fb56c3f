using System.Globalization;
using System.Text;

namespace Cordon.Engine.Reading;

/// <summary>Names the field at a byte offset, as in <c>traces[3].result.calls[0].value</c>.</summary>
/// <remarks>Runs only to word an error, so it walks the whole input before the offset again. Never throws.</remarks>
internal static class JsonPath
{
    /// <summary>The path of the block's object itself.</summary>
    public const string Root = "block object";

    private const int ShownAtEachEnd = 8;
    private const int NameShown = 60;

    public static string At(ReadOnlySpan<byte> bytes, int offset)
    {
        List<Level> levels = [];
        int at = 0;
        while (at < offset && at < bytes.Length)
        {
            switch (bytes[at])
            {
                case (byte)'{': levels.Add(new Level(IsArray: false)); break;
                case (byte)'[': levels.Add(new Level(IsArray: true)); break;
                case (byte)'}' or (byte)']' when levels.Count > 0: levels.RemoveAt(levels.Count - 1); break;
                case (byte)',' when levels.Count > 0: levels[^1] = levels[^1].Next(); break;
                case (byte)'"':
                    int end = EndOfString(bytes, at);
                    if (end >= offset || end >= bytes.Length) return Text(bytes, levels);
                    if (levels.Count > 0 && levels[^1] is { IsArray: false, NameStart: < 0 })
                        levels[^1] = levels[^1] with { NameStart = at + 1, NameEnd = end };
                    at = end;
                    break;
            }

            at++;
        }

        return Text(bytes, levels);
    }

    private static int EndOfString(ReadOnlySpan<byte> bytes, int at)
    {
        for (at++; at < bytes.Length && bytes[at] != '"'; at++)
        {
            if (bytes[at] == '\\') at++;
        }

        return at;
    }

    private static string Text(ReadOnlySpan<byte> bytes, List<Level> levels)
    {
        StringBuilder path = new();
        for (int i = 0; i < levels.Count; i++)
        {
            if (i == ShownAtEachEnd && levels.Count > 2 * ShownAtEachEnd)
            {
                i = levels.Count - ShownAtEachEnd;
                path.Append(CultureInfo.InvariantCulture, $"…({i - ShownAtEachEnd} levels)…");
            }

            Level level = levels[i];
            if (level.IsArray) path.Append(CultureInfo.InvariantCulture, $"[{level.Index}]");
            else if (level.NameStart >= 0)
            {
                if (path.Length > 0) path.Append('.');
                path.Append(Name(bytes[level.NameStart..level.NameEnd]));
            }
        }

        return path.Length == 0 ? Root : path.ToString();
    }

    private static string Name(ReadOnlySpan<byte> name) => name.Length <= NameShown
        ? Encoding.UTF8.GetString(name)
        : Encoding.UTF8.GetString(name[..NameShown]) + "…";

    private readonly record struct Level(bool IsArray, int Index = 0, int NameStart = -1, int NameEnd = -1)
    {
        public Level Next() => new(IsArray, Index + 1);
    }
}
