using System.Diagnostics;
using Cordon.Storage.Tests;

namespace Cordon.Cli.Live.Tests;

/// <summary>The completion scripts in the shells themselves, where these are installed.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("det", "detectors")]
    [InlineData("scan --form", "--format")]
    [InlineData("detectors sandw", "sandwich")]
    public async Task Bash_is_offered_commands_options_and_values(string line, string expected)
    {
        string word = line.Split(' ')[^1], program = BuiltProgram.Path;
        string answer = await RunAsync("bash", "bash", $$"""
            source "$SCRIPT"
            COMP_LINE='{{program}} {{line}}'; COMP_POINT=${#COMP_LINE}
            COMP_WORDS=({{program}} {{line}}); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _cordon
            printf '%s\n' "${COMPREPLY[@]}"
            """);
        Assert.Contains(expected, answer.Split('\n'));
        Assert.All(answer.Split('\n', StringSplitOptions.RemoveEmptyEntries), offer => Assert.StartsWith(word, offer));
    }

    [Theory]
    [InlineData("det", "detectors")]
    [InlineData("scan --form", "--format")]
    [InlineData("detectors sandw", "sandwich")]
    public async Task Zsh_is_offered_commands_options_and_values(string line, string expected)
    {
        string program = BuiltProgram.Path;
        string answer = await RunAsync("zsh", "zsh", $$"""
            compdef() { }
            compadd() { print -l -- $candidates }
            source "$SCRIPT"
            words=({{program}} {{line}}); LBUFFER='{{program}} {{line}}'
            _cordon
            """);
        Assert.Contains(expected, answer.Split('\n'));
    }

    [Theory]
    [InlineData("det", "detectors")]
    [InlineData("scan --form", "--format")]
    [InlineData("detectors sandw", "sandwich")]
    public async Task Fish_is_offered_commands_options_and_values(string line, string expected)
    {
        string answer = await RunAsync("fish", "fish", $"""
            set -x PATH {Path.GetDirectoryName(BuiltProgram.Path)} $PATH
            source $SCRIPT
            complete -C 'cordon {line}'
            """);
        Assert.Contains(expected, answer.Split('\n'));
    }

    private static async Task<string> RunAsync(string shell, string kind, string text)
    {
        string path = $"/usr/bin/{shell}";
        Assert.SkipWhen(!File.Exists(path), $"{shell} is not installed at {path}");
        using TemporaryFolder folder = new();
        string script = folder.File("completion");
        CordonProcess completion = await CordonProcess.RunAsync(0, "completion", kind);
        await File.WriteAllTextAsync(script, completion.Out, TestContext.Current.CancellationToken);
        ProcessStartInfo start = new(path, ["-c", text])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["SCRIPT"] = script;
        start.Environment["HOME"] = folder.Path;
        using Process process = Process.Start(start)!;
        string answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(error.Length == 0, error);
        return answer;
    }
}
