using System.Diagnostics;

namespace Cordon.Cli.Live.Tests;

/// <summary>The built <c>cordon</c>, and how it is told to end.</summary>
internal static class BuiltProgram
{
    /// <summary>As it was built: beside its native libraries, which the folder of the tests lays out in another way.
    /// </summary>
    public static string Path { get; } = Find();

    /// <summary>Asks a process to end, as a supervisor or a person at the keyboard does (SIGINT).</summary>
    public static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static string Find()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root!.FullName, "Cordon.slnx"))) root = root.Parent;
        string built = System.IO.Path.Combine(root.FullName, "src", "Cordon.Cli", "bin", "Release", "net10.0");
        return Directory.GetFiles(built, "cordon", SearchOption.AllDirectories).Single();
    }
}
