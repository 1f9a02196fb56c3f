using System.Text.Json;
using System.Xml.Linq;

namespace Cordon.House.Tests.Rules;

/// <summary>Every dependency has a line in docs/decisions that says why it and not another.</summary>
internal static class DependencyRule
{
    /// <summary>The packages of Directory.Packages.props (NuGet) or of a package.json (npm).</summary>
    public static IEnumerable<string> Packages(RepositoryFile file)
    {
        if (file.Name != "package.json")
            return XDocument.Parse(file.Text).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value);

        using JsonDocument json = JsonDocument.Parse(file.Text);
        return [.. new[] { "dependencies", "devDependencies" }
            .Where(key => json.RootElement.TryGetProperty(key, out _))
            .SelectMany(key => json.RootElement.GetProperty(key).EnumerateObject(), (_, package) => package.Name)];
    }

    /// <summary>A decision names a package as code: between backticks.</summary>
    public static IEnumerable<string> Undecided(RepositoryFile file, IEnumerable<RepositoryFile> decisions)
    {
        string text = string.Concat(decisions.Select(decision => decision.Text));
        return Packages(file)
            .Where(package => !text.Contains($"`{package}`", StringComparison.Ordinal))
            .Select(package => $"{file.Path}: '{package}' has no line in docs/decisions");
    }

    /// <summary>Optional packages (other platforms) that the lock file lacks; `npm ci` then refuses it.</summary>
    public static IEnumerable<string> Unlocked(string packageLock)
    {
        using JsonDocument json = JsonDocument.Parse(packageLock);
        JsonElement packages = json.RootElement.GetProperty("packages");
        return [.. packages.EnumerateObject()
            .Where(package => package.Value.TryGetProperty("optionalDependencies", out _))
            .SelectMany(package => package.Value.GetProperty("optionalDependencies").EnumerateObject())
            .Where(optional => !packages.TryGetProperty($"node_modules/{optional.Name}", out _))
            .Select(optional => $"package-lock.json lacks {optional.Name} {optional.Value}")];
    }
}
