using System.Text.RegularExpressions;

namespace Cordon.House.Tests.Rules;

/// <summary>Whoever is woken by an alarm finds a page on it: what it means, what to look at, what to do.</summary>
internal static partial class RunbookRule
{
    public const string Folder = "docs/runbooks/";

    private static readonly string[] Sections =
        ["What it means", "Check first", "Do", "Stand down", "False alarms"];

    /// <summary>What says signals without being a detector of its own folder.</summary>
    private static readonly string[] Others = ["blind", "invariant", "rehearsal", "actions"];

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
            if (list?.Text.Contains($"({alarm}.md)", StringComparison.Ordinal) != true)
                yield return $"{Folder}README.md does not name {alarm}.md";
        }
    }

    /// <summary>The names that a detector's file gives to its signals.</summary>
    public static IEnumerable<string> Detectors(RepositoryFile file)
    {
        if (!file.Path.StartsWith("src/Cordon.Detection/", StringComparison.Ordinal)) yield break;
        if (!file.Name.EndsWith("Detector.cs", StringComparison.Ordinal)) yield break;
        foreach (Match name in DetectorName().Matches(file.Text)) yield return name.Groups["name"].Value;
    }

    private static bool HasText(RepositoryFile page, string section)
    {
        int heading = Array.FindIndex(page.Lines, line => line == $"## {section}");
        return heading >= 0 && page.Lines.Skip(heading + 1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Any(line => line.Trim().Length > 0);
    }

    [GeneratedRegex("string Name => \"(?<name>[a-z-]+)\"")]
    private static partial Regex DetectorName();
}
