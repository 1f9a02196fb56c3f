using System.Diagnostics;

namespace Cordon.Ethereum.Tests;

/// <summary>Foundry's programs from npm: a second implementation that shares no code with ours.</summary>
internal static class ForeignTool
{
    /// <summary>The program itself, or a skip of the test that asks for it before npm ci.</summary>
    public static string Find(string tool) => TestFiles.NodePackage(PathOf(tool));

    /// <summary>Whether npm ci has been run; for fixtures, which cannot skip their tests themselves.</summary>
    public static bool IsInstalled(string tool) => File.Exists(TestFiles.NodePath(PathOf(tool)));

    /// <summary>Runs cast and returns what it prints.</summary>
    public static string Cast(string input, params IEnumerable<string> arguments)
    {
        using Process process = Start(Find("cast"), arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"cast failed: {errors.Result}");
        return output.Trim();
    }

    // Npm's wrapper script in .bin would start another process for each call.
    private static string PathOf(string tool) => $"@foundry-rs/{tool}-linux-amd64/bin/{tool}";

    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
