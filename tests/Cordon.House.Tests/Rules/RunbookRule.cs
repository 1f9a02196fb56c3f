using System.Text.RegularExpressions;

namespace Cordon.House.Tests.Rules;

/// <summary>Whoever is woken by an alarm finds a page on it: what it means, what to look at, what to do.</summary>
internal static partial class RunbookRule
{
    public const string Folder = "docs/runbooks/";

    private static readonly string[] Sections =
        ["What it means", "How sure", "First minute", "Decide", "Act", "Afterwards", "False alarms"];

    /// <summary>What says signals without being a detector of its own folder.</summary>
    private static readonly string[] Others = ["blind", "invariant", "rehearsal", "actions"];

    private const string Events = "src/Cordon.Node/Events/NodeEventJson.cs";

    /// <summary>Alarms without a page, pages that lack a section, and pages that the list of them does not name.
    /// </summary>
    public static IEnumerable<string> Violations(IReadOnlyCollection<RepositoryFile> files)
    {
        RepositoryFile? list = files.FirstOrDefault(file => file.Path == Folder + "README.md");
        foreach (string alarm in files.SelectMany(Detectors).Concat(Others).Order(StringComparer.Ordinal))
        {
            RepositoryFile? page = files.FirstOrDefault(file => file.Path == $"{Folder}{alarm}.md");
            if (page is null)
            {
                yield return $"{Folder}{alarm}.md is missing: say what to do when '{alarm}' wakes somebody";
                continue;
            }

            foreach (string section in Sections.Where(section => !HasText(page, section)))
                yield return $"{page.Path} has no text under a heading '{section}'";
            if (!Headings(page).SequenceEqual(Sections))
                yield return $"{page.Path}: expected the headings {string.Join(", ", Sections)}, in this order";
            if (list?.Text.Contains($"({alarm}.md)", StringComparison.Ordinal) != true)
                yield return $"{Folder}README.md does not name {alarm}.md";
        }

        foreach (string kind in EventKinds(files).Where(kind => list?.Text.Contains($"`{kind}`") != true))
            yield return $"{Folder}README.md does not say what to do about the event `{kind}`";
        RepositoryFile? blind = files.FirstOrDefault(file => file.Path == Folder + "blind.md");
        foreach (string kind in BlindKinds(files).Where(kind => blind?.Text.Contains($"| `{kind}") != true
            && blind?.Text.Contains($", `{kind}") != true))
            yield return $"{Folder}blind.md has no row for '{kind}'";
    }

    /// <summary>The kinds of events that a node tells.</summary>
    public static IEnumerable<string> EventKinds(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.Path == Events
        from Match kind in EventKind().Matches(file.Text)
        select kind.Groups["kind"].Value;

    /// <summary>What the engine and the node say that they cannot see, up to where a name or number begins.</summary>
    public static IReadOnlyList<string> BlindKinds(IEnumerable<RepositoryFile> files) =>
    [
        .. (from file in files
            where file.Path.StartsWith("src/Cordon.Engine/", StringComparison.Ordinal)
                || file.Path.StartsWith("src/Cordon.Node/", StringComparison.Ordinal)
            from Match kind in BlindKind().Matches(file.Text)
            select kind.Groups["kind"].Value.TrimEnd()).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The names that a detector's file gives to its signals.</summary>
    public static IEnumerable<string> Detectors(RepositoryFile file)
    {
        if (!file.Path.StartsWith("src/Cordon.Detection/", StringComparison.Ordinal)) yield break;
        if (!file.Name.EndsWith("Detector.cs", StringComparison.Ordinal)) yield break;
        foreach (Match name in DetectorName().Matches(file.Text)) yield return name.Groups["name"].Value;
    }

    private static IEnumerable<string> Headings(RepositoryFile page) => page.Lines
        .Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);

    private static bool HasText(RepositoryFile page, string section)
    {
        int heading = Array.FindIndex(page.Lines, line => line == $"## {section}");
        return heading >= 0 && page.Lines.Skip(heading + 1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Any(line => line.Trim().Length > 0);
    }

    [GeneratedRegex("string Name => \"(?<name>[a-z-]+)\"")]
    private static partial Regex DetectorName();

    [GeneratedRegex("=> \"(?<kind>[a-z-]+)\",")]
    private static partial Regex EventKind();

    // A report's first argument, what is lost, what is kept running, or a constant that stands for one of these.
    [GeneratedRegex(@"(?:BlindReport\(|BlindReport \w+(?:\([^)]*\))? (?:=>|=)\s*new\("
        + @"|BlindReport \w+ \{ get; \} = new\(|[sS]ight\.Lost\(|KeepRunningAsync\("
        + @"|string (?:Missing|Transactions|Overflow|registry) = "
        + @"|NameOf\(RpcClient node\) => )\s*\$?""(?<kind>[^""{]+)")]
    private static partial Regex BlindKind();
}
