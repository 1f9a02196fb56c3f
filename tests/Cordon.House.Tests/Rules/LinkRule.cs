using System.Text.RegularExpressions;

namespace Cordon.House.Tests.Rules;

/// <summary>A relative link in a document must name a file or folder that exists.</summary>
internal static partial class LinkRule
{
    public static IEnumerable<string> Broken(RepositoryFile document)
    {
        string folder = Path.GetDirectoryName(Repository.Absolute(document.Path))!;
        for (int i = 0; i < document.Lines.Length; i++)
            foreach (Match link in RelativeLink().Matches(document.Lines[i]))
            {
                string target = link.Groups["target"].Value;
                if (!Path.Exists(Path.Combine(folder, target)))
                    yield return document.At(i + 1, $"links to '{target}', which does not exist");
            }
    }

    // [text](target) or [text](target#part); not web addresses, not links within the page.
    [GeneratedRegex(@"\]\((?<target>(?!\w+:|#)[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
