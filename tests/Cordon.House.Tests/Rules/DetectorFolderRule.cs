namespace Cordon.House.Tests.Rules;

/// <summary>A detector is one folder: its code, its options, and a README that is honest about it.</summary>
internal static class DetectorFolderRule
{
    private const string Detectors = "src/Cordon.Detection/";
    private static readonly string[] Sections = ["Sees", "Misses", "Cost and precision"];

    /// <summary>What is missing, per folder directly under src/Cordon.Detection.</summary>
    public static IEnumerable<string> Violations(IEnumerable<RepositoryFile> files)
    {
        var folders = files
            .Where(file => file.Path.StartsWith(Detectors, StringComparison.Ordinal))
            .GroupBy(file => file.Path[Detectors.Length..].Split('/') is [var folder, _, ..] ? folder : "")
            .Where(folder => folder.Key.Length > 0 && folder.Any(IsOfDetector));

        foreach (IGrouping<string, RepositoryFile> folder in folders)
            foreach (string fault in Faults(folder))
                yield return $"{Detectors}{folder.Key}: {fault}";
    }

    // A folder with none of the three is a building block of detectors.
    private static bool IsOfDetector(RepositoryFile file) =>
        file.Name == "README.md" || IsDetector(file)
        || file.Name.EndsWith("Options.cs", StringComparison.Ordinal);

    // IDetector and its like are interfaces.
    private static bool IsDetector(RepositoryFile file) =>
        file.Name.EndsWith("Detector.cs", StringComparison.Ordinal)
        && !(file.Name[0] == 'I' && char.IsUpper(file.Name[1]));

    private static IEnumerable<string> Faults(IEnumerable<RepositoryFile> folder)
    {
        RepositoryFile[] files = [.. folder];
        if (!files.Any(IsDetector))
            yield return "has no …Detector.cs";
        if (!files.Any(file => file.Name.EndsWith("Options.cs", StringComparison.Ordinal)))
            yield return "has no …Options.cs";

        RepositoryFile? readme = files.FirstOrDefault(file => file.Name == "README.md");
        if (readme is null) yield return "has no README.md";
        else
            foreach (string section in Sections.Where(section => !HasText(readme, section)))
                yield return $"its README.md has no text under a heading '{section}'";
    }

    private static bool HasText(RepositoryFile readme, string section)
    {
        int heading = Array.FindIndex(readme.Lines, line =>
            line.StartsWith('#') && line.TrimStart('#').Trim().Equals(section, StringComparison.OrdinalIgnoreCase));
        return heading >= 0 &&
            readme.Lines.Skip(heading + 1).TakeWhile(line => !line.StartsWith('#')).Any(line => line.Trim().Length > 0);
    }
}
