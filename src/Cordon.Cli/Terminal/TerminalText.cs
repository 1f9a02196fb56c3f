using System.Text;

namespace Cordon.Cli.Terminal;

/// <summary>Text that came from a chain, made fit for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Replaces control and direction-changing characters.</summary>
    /// <remarks>With them a token's name could rewrite the screen.</remarks>
    public static string Clean(string text)
    {
        if (!text.Any(IsDangerous)) return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = IsDangerous(source[i]) ? '\uFFFD' : source[i];
        });
    }

    /// <summary>The first and last characters of an address or hash.</summary>
    public static string Shorten(string hex) => hex.Length <= 14 ? hex : $"{hex[..8]}…{hex[^4..]}";

    /// <summary>Breaks text at spaces into lines of at most the width, those after the first indented.</summary>
    /// <remarks>A word longer than a line stays whole: a hash must be possible to copy.</remarks>
    public static string Wrap(string text, int indent, int width)
    {
        int room = Math.Max(20, width - indent);
        if (text.Length <= room) return text;

        StringBuilder wrapped = new(text.Length + 64);
        int column = 0;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > room)
            {
                wrapped.Append('\n').Append(' ', indent);
                column = 0;
            }

            if (column > 0)
            {
                wrapped.Append(' ');
                column++;
            }

            wrapped.Append(word);
            column += word.Length;
        }

        return wrapped.ToString();
    }

    private static bool IsDangerous(char c) =>
        char.IsControl(c)
        || c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
