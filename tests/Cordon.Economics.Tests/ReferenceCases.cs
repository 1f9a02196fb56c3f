namespace Cordon.Economics.Tests;

/// <summary>The reference cases beside the repository, or where <c>CORDON_DATA</c> points.</summary>
internal static class ReferenceCases
{
    /// <summary>The files of cases; skips the test when there are none.</summary>
    public static string[] Files()
    {
        string root = Environment.GetEnvironmentVariable("CORDON_DATA")
            ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        string folder = Path.Combine(root, "economics");
        if (!Directory.Exists(folder))
            Assert.Skip($"no reference cases in {folder}: set CORDON_DATA to the folder that holds economics/");
        return [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cordon.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("no Cordon.slnx above the test program");
    }
}
