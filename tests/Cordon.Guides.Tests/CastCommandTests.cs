using Cordon.Arena;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;

namespace Cordon.Guides.Tests;

/// <summary>Every cast command of the runbooks and guides does on a real chain what the page says.</summary>
public class CastCommandTests(GuideChain chain) : IClassFixture<GuideChain>
{
    private const string Glossary = "docs/runbooks/README.md";
    private const string TeamGuide = "docs/operating/protocol-team.md";
    private const string GuardianGuide = "docs/operating/guardian.md";

    public static TheoryData<string> Documents =>
    [
        .. new[] { "docs/runbooks", "docs/operating" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryFolder.Find(), folder), "*.md"))
            .Select(path => Path.GetRelativePath(RepositoryFolder.Find(), path))
            .Where(path => Commands(path).Count > 0)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_command_of_a_page_runs_and_answers_as_it_says(string document)
    {
        IReadOnlyList<CastCommand> commands = Commands(document);
        IReadOnlyList<GuideShell.Outcome> outcomes = await PlayAsync(document, commands);

        IEnumerable<string> faults =
            from pair in commands.Zip(outcomes)
            let fault = pair.Second.Failure.Length > 0 ? "success" : StatedShape.Fault(pair.First, pair.Second.Answer)
            where fault is not null
            select $"{pair.First}: expected {fault}, found {pair.Second.Failure}{pair.Second.Answer}";
        string all = string.Join("\n", faults);
        Assert.True(all.Length == 0, all);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_word_that_a_command_uses_is_explained(string document)
    {
        HashSet<string> known = [.. CastCommand.Explained(Read(Glossary)), .. CastCommand.Explained(Read(document))];
        foreach (CastCommand command in Commands(document))
        {
            Assert.Empty(command.Variables.Except(known).Select(word => $"{command}: what is ${word}?"));
            if (command.Assigns.Length > 0) known.Add(command.Assigns);
        }
    }

    [Fact]
    public void There_are_commands_to_run() => Assert.True(
        Documents.Sum(row => Commands(row.Data).Count) > 45 && Documents.Count > 15,
        $"only {Documents.Sum(row => Commands(row.Data).Count)} commands in {Documents.Count} documents");

    [Fact]
    public async Task What_the_first_page_says_about_a_stop_is_what_the_breaker_says()
    {
        const string status = "cast call $BREAKER \"status(bytes32)(uint8,uint40,bytes26)\" $TARGET --rpc-url $RPC";
        CastCommand raise = Commands(Glossary)
            .Single(command => command.Text.Contains("raise(", StringComparison.Ordinal));
        Assert.Contains(Commands(Glossary), command => command.Text == status);

        IReadOnlyList<GuideShell.Outcome> seen = await PlayAsync(Glossary,
        [
            new CastCommand(Glossary, 1, status), raise, new CastCommand(Glossary, 2, status),
        ], chain.RestedNodeKey, ("TARGET", $"{new Hash256((UInt256)7)}"));

        string failures = string.Concat(seen.Select(outcome => outcome.Failure));
        Assert.True(failures.Length == 0, failures);
        Assert.Equal("0", seen[0].Answer.Split('\n')[0]);
        Assert.Equal("2", seen[2].Answer.Split('\n')[0]);
    }

    [Fact]
    public async Task A_proposal_that_is_voted_on_is_number_1_as_the_page_says()
    {
        CastCommand state = Commands("docs/runbooks/governance-attack.md")[0];
        IReadOnlyList<GuideShell.Outcome> seen = await PlayAsync(state.Document, [state]);

        Assert.Contains("1 active", Read(state.Document));
        Assert.Equal("1", seen[0].Answer);
    }

    [Fact]
    public async Task A_command_that_fails_within_a_pipe_is_noticed()
    {
        CastCommand[] wrong = [new("none.md", 1, "cast call $RPC \"owner()(address)\" --rpc-url $RPC | head -c 200")];

        IReadOnlyList<GuideShell.Outcome> seen = await PlayAsync("none.md", wrong);

        Assert.Contains("exit code", seen[0].Failure);
    }

    private async Task<IReadOnlyList<GuideShell.Outcome>> PlayAsync(
        string document, IReadOnlyList<CastCommand> commands, PrivateKey? nodeKey = null,
        params (string Word, string Value)[] more)
    {
        Dictionary<string, string> words = new(chain.Words);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-guide-");
        try
        {
            string sponsor = Path.Combine(folder.FullName, "sponsor");
            Directory.CreateDirectory(sponsor);
            await chain.SaveKeysAsync(sponsor, GuideShell.Password);
            if (document == GuardianGuide)
            {
                foreach (string own in new[] { "GUARDIAN", "NODE_KEY", "BOND" }) words.Remove(own);
                words["AMOUNT"] = $"{SomeSettings.Token * 2_000}";
            }
            else
            {
                await chain.SaveKeysAsync(folder.FullName, GuideShell.Password, nodeKey);
            }

            if (document == TeamGuide) words["PROTOCOL"] = $"{chain.TeamKey.Address}";
            // The contract that an invariant is about is one that owes something.
            if (document == "docs/runbooks/invariant.md") words["CONTRACT"] = words["STAKE"];

            // Commands of a clone are typed in its folder.
            Directory.CreateSymbolicLink(
                Path.Combine(folder.FullName, "artifacts"), Path.Combine(RepositoryFolder.Find(), "artifacts"));
            foreach ((string word, string value) in more) words[word] = value;
            GuideShell shell = new(folder.FullName, words);
            return await shell.RunAsync(commands, Between, DeployChain.Stop);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Between(CastCommand command) => command.Document switch
    {
        // A newcomer's token and ether come from elsewhere, once the keys are there.
        GuardianGuide when command.Text.Contains("MIN_SELF_STAKE", StringComparison.Ordinal) => """
          {
            cast rpc anvil_setBalance $GUARDIAN 0x8ac7230489e80000 --rpc-url $RPC
            cast send $TOKEN "transfer(address,uint256)" $GUARDIAN 5000000000000000000000 --rpc-url $RPC \
              --keystore sponsor/guardian.json
          } > funding.out 2>&1
          """,
        // Voting takes a week: the timelock does what it would do then.
        TeamGuide when command.Text.Contains("soloBudget", StringComparison.Ordinal) => """
          {
            cast rpc anvil_impersonateAccount $TIMELOCK --rpc-url $RPC
            cast rpc anvil_setBalance $TIMELOCK 0x8ac7230489e80000 --rpc-url $RPC
            cast send $REGISTRY $CALL --unlocked --from $TIMELOCK --rpc-url $RPC
          } > vote.out 2>&1
          """,
        _ => "",
    };

    private static IReadOnlyList<CastCommand> Commands(string document) =>
        CastCommand.Of(document, Read(document));

    private static string Read(string document) => File.ReadAllText(Path.Combine(RepositoryFolder.Find(), document));
}
