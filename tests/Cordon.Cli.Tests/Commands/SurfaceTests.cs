using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cordon.Cli.Commands;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Tests.Commands;

public class SurfaceTests
{
    public static TheoryData<string> Names
    {
        get
        {
            using Session session = new() { In = Stream.Null, Out = Stream.Null, Error = TextWriter.Null };
            return [.. CordonProgram.Commands(session).Subcommands.Select(command => command.Name)];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_has_help_that_ends_with_examples(string name)
    {
        CommandRun run = CommandRun.Of(name, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] examples = run.Out[run.Out.IndexOf("Examples:", StringComparison.Ordinal)..]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains($"cordon {name}", example));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_of_the_help_is_accepted_by_the_parser(string name)
    {
        using Session session = new() { In = Stream.Null, Out = Stream.Null, Error = TextWriter.Null };
        RootCommand root = CordonProgram.Commands(session);
        CordonCommand command = (CordonCommand)root.Subcommands.Single(c => c.Name == name);

        foreach (string example in command.Examples)
        {
            string line = example[example.IndexOf("cordon ", StringComparison.Ordinal)..].Split(['|', '>', ')'])[0];
            Assert.Empty(root.Parse(line["cordon ".Length..]).Errors.Select(error => $"{example}: {error.Message}"));
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData("detectors --nonsense")]
    [InlineData("detectors nonsense")]
    [InlineData("completion tcsh")]
    public void What_cannot_be_understood_is_bad_input_with_one_clear_message(string line)
    {
        CommandRun run = CommandRun.Of(line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains(line.Split(' ')[^1], run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.DoesNotContain("Required command", run.Error);
    }

    [Fact]
    public void The_version_is_printed_for_people_and_for_programs()
    {
        Assert.StartsWith($"cordon {VersionCommand.Version} on .NET", CommandRun.Of("version").Out);
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("version", "--json").Out);
        Assert.Equal(VersionCommand.Version, json.RootElement.GetProperty("cordon").GetString());
    }

    [Fact]
    public void The_list_of_detectors_has_each_with_a_sentence()
    {
        string[] lines = CommandRun.Of("detectors").Out.TrimEnd('\n').Split('\n');

        foreach (var entry in Detection.Registry.DetectorRegistry.Entries)
            Assert.Contains(lines, line => line.StartsWith(entry.Name + " ") && line.Length > 40);
    }

    [Fact]
    public void One_detector_is_shown_with_its_readme_and_every_option()
    {
        foreach (var entry in Detection.Registry.DetectorRegistry.Entries)
        {
            CommandRun run = CommandRun.Of("detectors", entry.Name);

            Assert.Equal(0, run.ExitCode);
            Assert.Contains("Misses", run.Out);
            Assert.All(entry.Options, option => Assert.Contains($"\n{option.Name} = ", run.Out));
        }
    }

    [Fact]
    public void Detectors_as_json_carry_the_same_options()
    {
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("detectors", "--json").Out);
        Assert.Empty(JsonSchema.Load("detectors.schema.json").Faults(json.RootElement.GetRawText()));

        Assert.Equal(
            Detection.Registry.DetectorRegistry.Entries.Select(e => (e.Name, e.Options.Count)),
            json.RootElement.EnumerateArray()
                .Select(e => (e.GetProperty("name").GetString()!, e.GetProperty("options").GetArrayLength())));
    }

    [Fact]
    public void The_benchmark_as_json_keeps_its_public_contract()
    {
        foreach (string pack in (string[])["blocks", "attacks"])
        {
            CommandRun run = CommandRun.Of("benchmark-detection", "--pack", Recordings.Pack(pack), "--json");
            Assert.Empty(JsonSchema.Load("benchmark.schema.json").Faults(run.Out));
        }
    }

    [Theory]
    [InlineData("det", "detectors")]
    [InlineData("completion ", "zsh")]
    [InlineData("detectors ", "sandwich")]
    public void The_shell_is_offered_commands_and_values(string line, string expected) =>
        Assert.Contains(expected, CommandRun.Of($"[suggest:{line.Length}]", line).Out.Split('\n'));

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_program_quietly()
    {
        using StringWriter error = new();
        using ClosedPipe pipe = new();
        Session session = new() { In = Stream.Null, Out = pipe, Error = error };

        int exitCode = await CordonProgram.RunAsync(
            ["detectors", "sandwich"], session, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (exitCode, error.ToString()));
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", 32);

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe", 32);
    }
}
