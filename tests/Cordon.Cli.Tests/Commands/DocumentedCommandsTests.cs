using System.CommandLine;
using System.Text.RegularExpressions;
using Cordon.Arena;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Tests.Commands;

/// <summary>Every command that a guide or a runbook tells people to type is one that the program understands.</summary>
public partial class DocumentedCommandsTests
{
    /// <summary>What stands for an argument in the text, and an example of it.</summary>
    private static readonly (string Word, string Value)[] Words =
    [
        ("$TX", "0x" + new string('a', 64)), ("$SOURCE_TX", "0x" + new string('b', 64)),
        ("0x…", "0x" + new string('c', 64)), ("$BLOCK", "20"), ("$FROM", "10"), ("$OTHER_RPC", "http://127.0.0.1:2"),
        ("$RPC", "http://127.0.0.1:1"), ("https://…", "http://127.0.0.1:1"),
        ("$CONTRACT", "0x00000000000000000000000000000000000000aa"), ("A..B", "1..2"),
    ];

    public static TheoryData<string> Documents =>
    [
        .. new[] { "docs/runbooks", "docs/operating" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryFolder.Find(), folder), "*.md"))
            .Select(path => Path.GetRelativePath(RepositoryFolder.Find(), path))
            .Where(path => Commands(path).Any())
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Is_understood_by_the_program(string document)
    {
        using Session session = new() { In = Stream.Null, Out = Stream.Null, Error = TextWriter.Null };
        RootCommand root = CordonProgram.Commands(session);

        foreach (string command in Commands(document))
            Assert.Empty(root.Parse(command).Errors.Select(error => $"{command}: {error.Message}"));
    }

    [Fact]
    public void There_are_commands_to_hold_the_program_against() =>
        Assert.True(Documents.Count > 15, $"only {Documents.Count} documents name a command");

    /// <summary>Lines of code blocks and words in back quotes that begin with ./cordon, as the program gets them. Those
    /// that the script itself answers, and mere names of commands, are left out.</summary>
    private static IEnumerable<string> Commands(string document)
    {
        string text = File.ReadAllText(Path.Combine(RepositoryFolder.Find(), document));
        foreach (Match match in Typed().Matches(text))
        {
            string line = match.Groups["line"].Value.Split(['#', '|', '`', '>'])[0].Trim();
            bool isName = !line.Contains(' ', StringComparison.Ordinal) || line == "council show";
            if (isName || line.StartsWith("test ", StringComparison.Ordinal)) continue;
            yield return Words.OrderByDescending(word => word.Word.Length).Aggregate(
                line, (said, word) => said.Replace(word.Word, word.Value, StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(@"(?:^    |`)\./cordon (?<line>[^\n`]+)", RegexOptions.Multiline)]
    private static partial Regex Typed();
}
