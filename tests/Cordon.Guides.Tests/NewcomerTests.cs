using System.Text;
using Cordon.Cli;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Tests;
using Cordon.Council.Tests;
using Cordon.Ethereum;

namespace Cordon.Guides.Tests;

/// <summary>At each step that a newcomer has not done yet, <c>cordon check</c> says which it is and where it stands.
/// </summary>
public class NewcomerTests(GuideChain chain) : IClassFixture<GuideChain>
{
    [Fact]
    public async Task Who_followed_the_guide_to_its_end_is_told_that_all_is_well()
    {
        (int exitCode, string said) = await CheckAsync(chain.NodeKey, CouncilChain.Protocol);

        Assert.True(exitCode == ExitCode.Success, said);
        Assert.Contains("on duty with weight", said);
        Assert.Contains("bond of", said);
        Assert.Contains("no attention challenge is answered yet", said);
    }

    [Fact]
    public async Task Who_names_another_contract_for_the_challenges_is_told_what_was_expected()
    {
        (int code, string said) = await CheckAsync(
            chain.NodeKey, CouncilChain.Protocol, $"{chain.Council.Plan.AddressOf("stream")}");
        (int nothing, string empty) = await CheckAsync(
            chain.NodeKey, CouncilChain.Protocol, $"{SomeSettings.Account(95)}");

        Assert.Equal((ExitCode.AnswerIsNo, ExitCode.AnswerIsNo), (code, nothing));
        Assert.Contains("guardian on chain 31337", said);
        Assert.Contains("expected a contract, found no code", empty);
    }

    [Fact]
    public async Task Who_is_not_registered_and_has_no_ether_is_told_to_register_and_to_send_some()
    {
        using PrivateKey fresh = PrivateKey.Generate();
        (int exitCode, string said) = await CheckAsync(fresh, CouncilChain.Protocol);

        Assert.Equal(ExitCode.AnswerIsNo, exitCode);
        Assert.Contains("has nothing to pay gas with: send it some", said);
        Assert.Contains("register it (docs/operating/guardian.md, 1)", said);
    }

    [Fact]
    public async Task A_protocol_that_is_not_enrolled_is_told_the_way_and_no_bond_is_said_to_cover_nothing()
    {
        (int exitCode, string said) = await CheckAsync(chain.NodeKey, SomeSettings.Account(95));

        Assert.Equal(ExitCode.AnswerIsNo, exitCode);
        Assert.Contains("is not enrolled in the registry", said);
        Assert.Contains("(docs/operating/protocol-team.md, 4)", said);
        Assert.DoesNotContain("bond of", said);
    }

    [Theory]
    [InlineData("docs/operating/guardian.md", "## 1. Register")]
    [InlineData("docs/operating/guardian.md", "## 2. Bond")]
    [InlineData("docs/operating/protocol-team.md", "## 4. Make it able to stop")]
    public void The_sections_that_messages_name_are_there(string page, string heading) => Assert.Contains(
        File.ReadAllLines(Path.Combine(Arena.RepositoryFolder.Find(), page)),
        line => line.StartsWith(heading, StringComparison.Ordinal));

    private async Task<(int ExitCode, string Said)> CheckAsync(
        PrivateKey nodeKey, Address enrolled, string? engagement = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-newcomer-");
        await chain.SaveKeysAsync(folder.FullName, GuideShell.Password, nodeKey);
        string config = Path.Combine(folder.FullName, "cordon.yaml");
        await File.WriteAllTextAsync(config, $$"""
            chains:
              - id: {{DeployChain.ChainId}}
                endpoints: [ "{{chain.Council.Url}}" ]
                registry: "{{chain.Council.Plan.Registry}}"
                stake: "{{chain.Council.Plan.Stake}}"
                engagement: "{{engagement ?? $"{chain.Council.Plan.Engagement}"}}"
            protocols:
              - name: vault
                chain: {{DeployChain.ChainId}}
                contracts: [ "{{chain.Words["VAULT"]}}" ]
                enrolled: "{{enrolled}}"
                target: everything
                policy:
                  notify: { belief: 0.5 }
                  pause: { belief: 0.95, severity: high, duration: 1h, perDay: 1 }
            guardian:
              key: { keystore: "{{folder.FullName}}/node-key.json", passwordVariable: CORDON_GUIDE_PASSWORD }
              listen: 127.0.0.1:7946
            data: "{{Path.Combine(folder.FullName, "data")}}"
            """, DeployChain.Stop);
        Environment.SetEnvironmentVariable("CORDON_GUIDE_PASSWORD", GuideShell.Password);
        using MemoryStream output = new();
        using StringWriter error = new();
        using Session session = new()
        {
            In = Stream.Null,
            Out = output,
            Error = error,
            Width = 400,
        };
        int exitCode = await CordonProgram.RunAsync(["check", "--config", config], session, DeployChain.Stop);
        folder.Delete(recursive: true);
        return (exitCode, Encoding.UTF8.GetString(output.ToArray()) + error);
    }
}
