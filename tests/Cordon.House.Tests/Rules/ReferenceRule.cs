using System.Xml.Linq;

namespace Cordon.House.Tests.Rules;

/// <summary>Dependencies flow one way: a project references only what ARCHITECTURE.md's table allows it.</summary>
internal static class ReferenceRule
{
    private const string Generator = "Cordon.Ethereum.Bindings";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Cordon.Ethereum"] = [],
        [Generator] = [],
        ["Cordon.Domain"] = ["Cordon.Ethereum"],
        ["Cordon.Detection"] = ["Cordon.Domain"],
        ["Cordon.Economics"] = [],
        ["Cordon.Engine"] = ["Cordon.Domain", "Cordon.Detection", "Cordon.Economics"],
        ["Cordon.Contracts"] = ["Cordon.Ethereum"],
        ["Cordon.Response"] = ["Cordon.Domain", "Cordon.Contracts"],
        ["Cordon.Coalition"] = ["Cordon.Domain", "Cordon.Contracts"],
        ["Cordon.Storage"] = ["Cordon.Domain"],
        ["Cordon.Messaging"] = ["Cordon.Domain"],
        ["Cordon.Arena"] = ["Cordon.Ethereum", "Cordon.Contracts"],
    };

    // The composition roots put everything together; nothing may reference the last of them.
    private static readonly string[] Roots = ["Cordon.Node", "Cordon.Cli"];

    /// <summary>What a project file of src/ references and must not, one message each.</summary>
    public static IEnumerable<string> Violations(RepositoryFile project)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(project.Path);
        bool isRoot = Roots.Contains(name);
        if (!isRoot && !Allowed.ContainsKey(name))
        {
            yield return $"{project.Path}: '{name}' is not in the table of projects; add it there with its purpose";
            yield break;
        }

        foreach (XElement reference in XDocument.Parse(project.Text).Descendants("ProjectReference"))
        {
            string include = (string?)reference.Attribute("Include") ?? "";
            string target = System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/'));
            bool runsAtBuildOnly = target == Generator && (string?)reference.Attribute("OutputItemType") == "Analyzer";
            bool isAllowed = isRoot ? target != "Cordon.Cli" : Allowed[name].Contains(target);

            if (!isAllowed && !runsAtBuildOnly)
                yield return $"{project.Path}: '{name}' must not reference '{target}'";
        }
    }
}
