using System.Text.RegularExpressions;

namespace Cordon.House.Tests.Rules;

/// <summary>What no tracked file may say.</summary>
internal static partial class TextRule
{
    // Written in pieces, so that this file itself keeps the rule.
    private static readonly string[] Hosts =
        ["registry.npm" + "js", "nu" + "get.org", "yarn" + "pkg.com", "deb.debian" + ".org", "arti" + "factory"];

    /// <summary>Work that was put off without an issue that somebody can close.</summary>
    public static IEnumerable<string> LooseEnds(RepositoryFile file)
    {
        for (int i = 0; i < file.Lines.Length; i++)
            if (LooseEnd().IsMatch(file.Lines[i]) && !WithIssue().IsMatch(file.Lines[i]))
                yield return file.At(i + 1, "put off without an issue: do it, or write its number as #12");
    }

    /// <summary>Where somebody's packages come from, and where somebody's files lie.</summary>
    public static IEnumerable<string> MachineSpecifics(RepositoryFile file)
    {
        for (int i = 0; i < file.Lines.Length; i++)
        {
            string line = file.Lines[i];
            if (Hosts.FirstOrDefault(host => line.Contains(host, StringComparison.OrdinalIgnoreCase)) is { } host)
                yield return file.At(i + 1, $"names the package host '{host}': leave it to each machine");
            if (MachinePath().Match(line) is { Success: true } path)
                yield return file.At(i + 1, $"names a path of one machine, '{path.Value.Trim()}'");
        }
    }

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b")]
    private static partial Regex LooseEnd();

    [GeneratedRegex("#[0-9]+")]
    private static partial Regex WithIssue();

    [GeneratedRegex(@"(?<![\w.~$}/*-])/(work|home|root|Users|mnt)/[a-z][\w.-]*|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();
}
