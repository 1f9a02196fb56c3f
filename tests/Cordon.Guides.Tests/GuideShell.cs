using System.Diagnostics;
using Cordon.Arena;
using Cordon.Arena.Nodes;

namespace Cordon.Guides.Tests;

/// <summary>A person's shell: runs the commands of one document one after the other, so that a variable that one sets
/// is there for the next.</summary>
internal sealed class GuideShell(string folder, IReadOnlyDictionary<string, string> variables)
{
    public const string Password = "correct horse";

    /// <param name="Answer">What was printed, without the last line end.</param>
    /// <param name="Failure">What cast said where it failed, even within a pipe; else empty.</param>
    internal sealed record Outcome(string Answer, string Failure);

    /// <param name="between">What the person does elsewhere before a command, as a line for the shell; empty for
    /// nothing.</param>
    public async Task<IReadOnlyList<Outcome>> RunAsync(
        IReadOnlyList<CastCommand> commands, Func<CastCommand, string> between, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), Password, cancellation);
        IEnumerable<string> lines = commands.SelectMany((command, i) => new[]
        {
            between(command),
            $"step={i}; {{ {command.Text}\n}} > $step.out 2> $step.err || true",
            command.Assigns is { Length: > 0 } name ? $"echo \"${name}\" > $step.out" : "",
        });
        await RunAsync(
        [
            // Nobody types the password here. A pipe ends with head's exit code, and head may hang up on cast: 141.
            "cast() { local more=; [[ \"$*\" == *--keystore* ]] && more='--password-file password'; "
                + "command cast \"$@\" $more; local code=$?; "
                + "[ $code = 0 ] || [ $code = 141 ] || echo \"exit code $code\" >> $step.fault; return $code; }",
            .. lines,
        ], cancellation);
        return [.. commands.Select((_, i) => OutcomeOf(i))];
    }

    private Outcome OutcomeOf(int step)
    {
        string file = Path.Combine(folder, $"{step}");
        string failure = File.Exists(file + ".fault")
            ? File.ReadAllText(file + ".fault") + File.ReadAllText(file + ".err")
            : "";
        return new Outcome(File.ReadAllText(file + ".out").TrimEnd('\n'), failure);
    }

    private async Task RunAsync(IEnumerable<string> lines, CancellationToken cancellation)
    {
        string cast = NpmPackages.Program("@foundry-rs/cast-linux-amd64", "@foundry-rs/cast", "bin/cast");
        ProcessStartInfo start = new("bash", ["-s"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(cast)}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["CAST_PASSWORD"] = Password;
        using Process shell = Process.Start(start) ?? throw new ArenaException("bash is needed");
        await shell.StandardInput.WriteAsync(string.Join('\n', lines).AsMemory(), cancellation);
        shell.StandardInput.Close();
        string error = await shell.StandardError.ReadToEndAsync(cancellation);
        await shell.WaitForExitAsync(cancellation);
        Assert.Equal("", error);
    }
}
