using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Report;

/// <summary>Writes HTML in which every text and attribute value is escaped.</summary>
internal sealed partial class HtmlWriter(TextWriter output)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'`");

    /// <summary>Begins an element; names are literals of this program, values may come from anywhere.</summary>
    public HtmlWriter Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Begin(element, attributes, ">");

    /// <summary>An element that has no content, such as meta or path.</summary>
    public HtmlWriter Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Begin(element, attributes, "/>\n");

    public HtmlWriter Close(string element)
    {
        output.Write("</");
        output.Write(element);
        output.Write(">\n");
        return this;
    }

    public HtmlWriter Text(string text)
    {
        output.Write(Escape(text));
        return this;
    }

    /// <summary>Text in which addresses stand short, whole where the pointer rests; hashes stay whole.</summary>
    public HtmlWriter Prose(string text)
    {
        int written = 0;
        foreach (ValueMatch address in AddressInText().EnumerateMatches(text))
        {
            string whole = text.Substring(address.Index, address.Length);
            Text(text[written..address.Index]).Open("code", ("title", whole)).Text(TerminalText.Shorten(whole));
            output.Write("</code>");
            written = address.Index + address.Length;
        }

        return Text(text[written..]);
    }

    /// <summary>An element that holds only text.</summary>
    public HtmlWriter Element(
        string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Open(element, attributes).Text(text).Close(element);

    /// <summary>The page's own style sheet, the only thing that is written as it is.</summary>
    public HtmlWriter StyleSheet(string css)
    {
        output.Write("<style>\n");
        output.Write(css);
        output.Write("</style>\n");
        return this;
    }

    [GeneratedRegex("0x[0-9a-fA-F]{40}(?![0-9a-fA-F])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressInText();

    /// <summary>Safe between tags and in quoted attributes; control and direction characters are replaced.</summary>
    public static string Escape(string text)
    {
        string clean = TerminalText.Clean(text);
        if (!clean.AsSpan().ContainsAny(Special)) return clean;

        StringBuilder escaped = new(clean.Length + 16);
        foreach (char c in clean)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '`' => escaped.Append("&#96;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private HtmlWriter Begin(string element, ReadOnlySpan<(string Name, string Value)> attributes, string end)
    {
        output.Write('<');
        output.Write(element);
        foreach ((string name, string value) in attributes)
        {
            if (value.Length == 0) continue;
            output.Write(' ');
            output.Write(name);
            output.Write("=\"");
            output.Write(Escape(value));
            output.Write('"');
        }

        output.Write(end);
        return this;
    }
}
