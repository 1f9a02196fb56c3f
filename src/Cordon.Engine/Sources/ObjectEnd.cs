namespace Cordon.Engine.Sources;

/// <summary>Tells whether a text holds a whole JSON object, by its braces alone.</summary>
internal static class ObjectEnd
{
    /// <summary>Whether the text begins with a brace and closes it.</summary>
    public static bool Closes(ReadOnlySpan<byte> text)
    {
        int depth = 0;
        int at = 0;
        while (text[at..].IndexOfAny("{}\""u8) is var step and >= 0)
        {
            at += step;
            if (text[at] == '"')
            {
                at = StringEnd(text, at);
                if (at >= text.Length) return false;
            }
            else if (text[at] == '{') depth++;
            else if (--depth <= 0) return depth == 0;
            at++;
        }

        return false;
    }

    private static int StringEnd(ReadOnlySpan<byte> text, int at)
    {
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\') at++;
        }

        return at;
    }
}
