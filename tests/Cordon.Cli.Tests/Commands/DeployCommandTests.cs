using Cordon.Arena;
using Cordon.Cli.Deployment;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Tests.Commands;

public class DeployCommandTests
{
    private static readonly string Sample = DeployRig.Sample;

    [Fact]
    public void The_sample_is_complete_and_passes_every_check()
    {
        DeploymentSettings settings = Read(Sample, decimals: 18);
        settings.Check();
        Assert.Equal(31_337u, settings.ChainId);
        Assert.Equal(UInt256.Parse("1000000000000000000000"), settings.SelfStakeMin);
        Assert.Equal(3, settings.Council.Owners.Count);
        Assert.Equal("Example Protocol", settings.Bounty.Agreement.ProtocolName);
        Assert.Equal(3, Assert.Single(settings.Bounty.Agreement.Accounts).ChildContractScope);
        Assert.Equal(172_800u, settings.Governor.TimelockDelay);
    }

    [Fact]
    public void Amounts_follow_the_decimals_of_the_token() =>
        Assert.Equal((UInt256)1_000_000_000, Read(Sample, decimals: 6).SelfStakeMin);

    [Theory]
    [InlineData("chain: 31337", "chain: mainnet", "chain: expected a whole number")]
    [InlineData("chain: 31337", "", "chain: expected a whole number")]
    [InlineData("salt: example-1", "salt: [a]", "salt: expected")]
    [InlineData("  threshold: 2\n\ngovernor", "  threshold: two\n\ngovernor",
        "council.threshold: expected a whole number, at most 50, found 'two'")]
    [InlineData("voting_delay: 1d", "voting_delay: 1",
        "governor.voting_delay: expected a duration such as 30m, 12h or 3d, found '1'")]
    [InlineData("voting_delay: 1d", "voting_dely: 1d",
        "governor.voting_delay: expected a duration such as 30m, 12h or 3d, found nothing")]
    [InlineData("salt: example-1", "sald: example-1", "sald: expected one of bounty, budget, chain, council")]
    [InlineData("duty: 0.25", "duty: -1", "engagement.duty: expected a number with at most 18 decimals")]
    [InlineData("penalty: 10", "penalty: 10.0000000000000000001",
        "engagement.penalty: expected a number with at most 18 decimals")]
    [InlineData("identity: anonymous", "identity: secret",
        "bounty.agreement.identity: expected anonymous, pseudonymous, named, found 'secret'")]
    [InlineData("retainable: true", "retainable: maybe",
        "bounty.agreement.retainable: expected true or false, found 'maybe'")]
    [InlineData("0x70997970c51812dc3a010c7d01b50e0d17dc79c8", "0x7099", "council.owners[0]: expected an address")]
    [InlineData("fee_bps: 1000", "fee_bps: 2001",
        "bounty.fee_bps: expected a whole number, at most 2000, found '2001'")]
    public void A_fault_names_line_field_and_what_was_expected(string was, string becomes, string message)
    {
        Assert.Contains(was, Sample, StringComparison.Ordinal);
        string text = Sample.Replace(was, becomes, StringComparison.Ordinal);
        CommandException fault = Assert.Throws<CommandException>(() => Read(text, decimals: 18));
        Assert.Equal(ExitCode.BadInput, fault.ExitCode);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Matches(@"deploy\.yaml:[0-9]+: ", fault.Message);
    }

    [Fact]
    public void Derived_parameters_come_before_the_files_and_what_a_deployment_cannot_change_is_said()
    {
        using TemporaryFolder folder = new();
        string path = folder.Path("parameters.yaml");
        File.WriteAllText(path, "contracts:\n  quorum: 0.75\n  challengeProbability: 0.1\n"
            + "  challengePenalty: 500.1234567\n  bountyCritical: 40e6\n  bondPerHour: 3\n");
        List<string> remarks = [];

        DeploymentSettings settings = DerivedParameters.Apply(Read(Sample, decimals: 6), path, 6, remarks.Add);

        Assert.Equal(100_000_000_000_000_000u, settings.Engagement.DutyWad);
        Assert.Equal((UInt256)500_123_457, settings.Engagement.Penalty); // rounded up
        Assert.Equal(
            [(UInt256)500_000_000, (UInt256)2_000_000_000, (UInt256)20_000_000_000, (UInt256)40_000_000_000_000],
            settings.Bounty.Enforced.Caps);
        Assert.Equal(2, remarks.Count);
        Assert.StartsWith("quorum: 0.75 was derived, the contracts have 0.6666666666666666", remarks[0]);
        settings.Check();

        File.WriteAllText(path, "challengePenalty: 1e19\n");
        CommandException fault = Assert.Throws<CommandException>(() =>
            DerivedParameters.Apply(Read(Sample, decimals: 18), path, 18, remarks.Add));
        Assert.Contains("challengePenalty: expected an amount from 0 to 1E+18", fault.Message);
    }

    [Fact]
    public void What_risk_parameters_prints_is_taken_by_a_deployment()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(RepositoryFolder.Find(), "samples", "risk", "lending.yaml");
        CommandRun derived = CommandRun.Of("risk", "parameters", "--model", model);
        string path = folder.Path("parameters.yaml");
        File.WriteAllText(path, derived.Out);

        DeploymentSettings before = Read(Sample, decimals: 18);
        DeploymentSettings after = DerivedParameters.Apply(before, path, 18, _ => { });

        Assert.NotEqual(before.Engagement, after.Engagement);
        Assert.NotEqual(before.Bounty.Enforced.Caps, after.Bounty.Enforced.Caps);
    }

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Contains("found an empty file", Assert.Throws<CommandException>(() => Read("", 18)).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Deploys_onto_a_node_writes_a_valid_file_and_a_second_run_writes_the_same()
    {
        await using DeployRig rig = await DeployRig.StartAsync();
        (RpcClient node, string config, string output) = (rig.Node, rig.Config, rig.Output);
        string[] arguments = rig.Deploying(rig.Key, output);

        CommandRun first = CommandRun.Of(arguments);
        Assert.True(first.ExitCode == ExitCode.Success, $"{first.Out}\n{first.Error}");
        Assert.Contains("codes verified", first.Out, StringComparison.Ordinal);
        string written = File.ReadAllText(output);
        Assert.Empty(JsonSchema.Load("deployment.schema.json").Faults(written));
        DeploymentRecord record = DeploymentRecord.Read(output);
        Address stake = record.Find("stake")!.Value;
        Assert.Equal(31337ul, record.Chain);
        Assert.Empty(await node.GetCodeAsync(stake, record.Block!.Value - 1, TestContext.Current.CancellationToken));
        Assert.NotEmpty(await node.GetCodeAsync(stake, record.Block.Value, TestContext.Current.CancellationToken));

        CommandRun second = CommandRun.Of([.. arguments, "--json"]);
        Assert.Equal(written, second.Out);
        Assert.DoesNotContain(" gas", second.Error, StringComparison.Ordinal);

        File.WriteAllText(config, File.ReadAllText(config).Replace("31337", "1", StringComparison.Ordinal));
        CommandRun elsewhere = CommandRun.Of(arguments);
        Assert.Equal(ExitCode.BadInput, elsewhere.ExitCode);
        Assert.Contains("chain: expected 1", elsewhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_comes_from_the_environment_or_a_keystore()
    {
        using PrivateKey key = PrivateKey.Generate();
        byte[] secret = new byte[PrivateKey.SizeBytes];
        key.CopyTo(secret);
        using PrivateKey read = DeployKey.Open(null, _ => Convert.ToHexString(secret));
        Assert.Equal(key.Address, read.Address);

        using TemporaryFolder folder = new();
        string path = folder.Path("key.json");
        File.WriteAllText(path, Keystore.Encrypt(key, "open sesame", new KeystoreOptions { ScryptN = 2 }));
        using PrivateKey opened = DeployKey.Open(path, _ => "open sesame");
        Assert.Equal(key.Address, opened.Address);
        Assert.Contains(path, Refusal(path, _ => "wrong"), StringComparison.Ordinal);
        Assert.Contains("set CORDON_PASSWORD", Refusal(path, _ => null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_broken_key_is_refused_without_repeating_it()
    {
        Assert.Contains("set CORDON_KEY", Refusal(null, _ => null), StringComparison.Ordinal);
        string text = Refusal(null, _ => "my secret words");
        Assert.Contains("CORDON_KEY: expected a private key", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", text, StringComparison.Ordinal);
        Assert.Contains("no such file", Refusal("/nowhere", _ => ""), StringComparison.Ordinal);
    }

    private static string Refusal(string? keystore, Func<string, string?> environment) =>
        Assert.Throws<CommandException>(() => DeployKey.Open(keystore, environment)).Message;

    private static DeploymentSettings Read(string yaml, int decimals)
    {
        using TemporaryFolder folder = new();
        string path = folder.Path("deploy.yaml");
        File.WriteAllText(path, yaml);
        return DeploymentFile.Open(path).Read(decimals);
    }
}
