using System.IO.Compression;
using System.Text.Json;

namespace Cordon.Ethereum.Tests;

/// <summary>Where vectors lie: CORDON_DATA (default ../shared/data beside the repository), node_modules.</summary>
internal static class TestFiles
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string DataRoot => Environment.GetEnvironmentVariable("CORDON_DATA") is { Length: > 0 } path
        ? path
        : Path.Combine(RepositoryRoot, "..", "shared", "data");

    /// <summary>A folder or file of the official vectors; the test is skipped where there is none.</summary>
    public static string Vectors(string relative)
    {
        string path = Path.Combine(DataRoot, "vectors", relative);
        Assert.SkipUnless(Path.Exists(path), $"No vectors at {path}: set CORDON_DATA to the folder that has them.");
        return path;
    }

    public static JsonElement ReadVectors(string relative) => ReadJson(Vectors(relative));

    public static JsonElement ReadJson(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    /// <summary>The cases of one file of the npm package @ethersproject/testcases, skipped before npm ci.</summary>
    public static IReadOnlyList<JsonElement> EthersCases(string name)
    {
        string path = NodePackage($"@ethersproject/testcases/testcases/{name}.json.gz");
        using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(unzipped);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>A file or folder of an npm package; the test is skipped before npm ci.</summary>
    public static string NodePackage(string relative)
    {
        string path = NodePath(relative);
        Assert.SkipUnless(Path.Exists(path), $"No {path}: run npm ci in the repository's root.");
        return path;
    }

    /// <summary>Where a file of an npm package lies once it is installed.</summary>
    public static string NodePath(string relative) => Path.Combine(RepositoryRoot, "node_modules", relative);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cordon.slnx")))
            folder = Path.GetDirectoryName(folder);

        return folder ?? throw new InvalidOperationException($"No Cordon.slnx above {AppContext.BaseDirectory}.");
    }
}
