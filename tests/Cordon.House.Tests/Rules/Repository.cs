using System.Diagnostics;

namespace Cordon.House.Tests.Rules;

/// <summary>The repository that this test was built from.</summary>
internal static class Repository
{
    private static readonly string[] IgnoredFolders =
        ["bin", "obj", "node_modules", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "cache", "out"];

    private static readonly Lazy<RepositoryFile[]> All = new(() =>
        [.. Paths().Where(IsText).Select(path => new RepositoryFile(path, File.ReadAllText(Absolute(path))))]);

    /// <summary>The absolute path of the folder that holds Cordon.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file that is tracked or would be (git's ignore rules apply).</summary>
    public static IReadOnlyList<RepositoryFile> Files => All.Value;

    public static IEnumerable<RepositoryFile> CSharp => Files.Where(file => file.IsCSharp);

    public static string Absolute(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Cordon.slnx"))) return folder.FullName;

        throw new InvalidOperationException($"No Cordon.slnx above {AppContext.BaseDirectory}: run it in a checkout");
    }

    // An unpacked archive has no git: there the folders that builds make are left out by name.
    private static IEnumerable<string> Paths()
    {
        string list = Path.Exists(Absolute(".git"))
            ? Run("git", "ls-files", "--cached", "--others", "--exclude-standard")
            : "";
        if (list.Length > 0)
            return list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Absolute(path)));

        return Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is ".git" or ".cordon" || IgnoredFolders.Contains(part)));
    }

    private static bool IsText(string path)
    {
        using FileStream stream = File.OpenRead(Absolute(path));
        Span<byte> start = stackalloc byte[4096];
        return !start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)].Contains((byte)0);
    }

    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = Root,
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // not installed
        }
    }
}
