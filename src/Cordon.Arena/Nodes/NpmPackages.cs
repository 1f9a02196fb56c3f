namespace Cordon.Arena.Nodes;

/// <summary>Files of the npm packages that <c>npm ci</c> puts into node_modules.</summary>
public static class NpmPackages
{
    /// <summary>The path of a file of a package.</summary>
    /// <exception cref="ArenaException">The package is not installed.</exception>
    public static string File(string package, string path)
    {
        string file = Path.Combine(Folder, package, path);
        return System.IO.File.Exists(file)
            ? file
            : throw new ArenaException($"{package} is not installed ({path} is missing): run 'npm ci' in {Root}.");
    }

    /// <summary>A program from the package for this platform, else from the package's launcher.</summary>
    /// <exception cref="ArenaException">Neither is installed.</exception>
    public static string Program(string platformPackage, string package, string path)
    {
        string native = Path.Combine(Folder, platformPackage, path);
        return OperatingSystem.IsLinux() && System.IO.File.Exists(native) ? native : File(package, "bin.mjs");
    }

    private static string Root => RepositoryFolder.Find();

    private static string Folder => Path.Combine(Root, "node_modules");
}
