using System.Text.RegularExpressions;

namespace Cordon.Guides.Tests;

/// <summary>A command that a guide or runbook tells people to type.</summary>
/// <param name="Document">The document's path from the repository's root.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Text">It, on one line, with its variables.</param>
internal sealed partial record CastCommand(string Document, int Line, string Text)
{
    /// <summary>The variable that takes the answer; empty where it is printed.</summary>
    public string Assigns => Assignment().Match(Text).Groups["name"].Value;

    /// <summary>What cast is asked for: <c>call</c>, <c>wallet sign</c>.</summary>
    public string Verb => VerbOf().Match(Text) is { Success: true } match ? match.Groups["verb"].Value : "";

    /// <summary>The types of the answer of a call that names them; empty for any other.</summary>
    public IReadOnlyList<string> Outputs => Verb == "call" && Signature().Match(Text) is { Success: true } match
        ? Split(match.Groups["outputs"].Value)
        : [];

    /// <summary>The shell's variables that the command uses.</summary>
    public IEnumerable<string> Variables => Variable().Matches(Text).Select(match => match.Groups["name"].Value);

    public override string ToString() => $"{Document}:{Line}: {Text}";

    /// <summary>The commands of a document, in their order: lines of code, and words in back quotes.</summary>
    public static IReadOnlyList<CastCommand> Of(string document, string text)
    {
        List<CastCommand> found = [];
        string joined = Continuation().Replace(text, match => "\u0001" + new string('\u0002', match.Length - 1));
        foreach (Match match in Typed().Matches(joined))
        {
            int line = 1 + joined.AsSpan(0, match.Index).Count('\n') + joined.AsSpan(0, match.Index).Count('\u0001');
            string said = Spaces().Replace(match.Groups["line"].Value.Replace('\u0001', ' '), " ").Trim();
            if (match.Value[0] == '`' && !said.Contains(' ', StringComparison.Ordinal)) continue; // its mere name
            foreach (string part in said.Split(" #")[0].Split("; "))
                found.Add(new CastCommand(document, line, part.Trim()));
        }

        return found;
    }

    /// <summary>The words that a document's tables explain, such as <c>RPC</c> for <c>| `$RPC` | your node |</c>.
    /// </summary>
    public static IEnumerable<string> Explained(string text) =>
        from row in Row().Matches(text)
        from word in Variable().Matches(row.Value)
        select word.Groups["name"].Value;

    private static List<string> Split(string types)
    {
        List<string> parts = [""];
        int depth = 0;
        foreach (char c in types)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) parts.Add("");
            else parts[^1] += c;
        }

        return parts;
    }

    [GeneratedRegex(@"(?:^ {4,}(?<line>(?:[A-Z_]+=\$\()?cast [^\n]*|[A-Z_]+=""[^\n]*)"
        + @"|`(?<line>cast[^`]*)`)", RegexOptions.Multiline)]
    private static partial Regex Typed();

    [GeneratedRegex(@"\\\n *")]
    private static partial Regex Continuation();

    [GeneratedRegex("[\\s\u0002]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?<name>[A-Z_]+)=")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?:[A-Z_]+=\$\()?cast (?<verb>wallet [a-z-]+|rpc [A-Za-z_]+|[a-z-]+)")]
    private static partial Regex VerbOf();

    [GeneratedRegex(@"""[A-Za-z_]+\([^)]*\)\((?<outputs>[^""]*)\)""")]
    private static partial Regex Signature();

    [GeneratedRegex(@"\$\{?(?<name>[A-Z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\| (?:`\$[A-Z_]+`(?:, )?)+ \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
