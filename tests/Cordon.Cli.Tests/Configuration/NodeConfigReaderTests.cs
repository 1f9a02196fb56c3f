using System.Net;
using Cordon.Arena;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Cli.Tests.Configuration;

public class NodeConfigReaderTests
{
    private const string A = "0x1111111111111111111111111111111111111111";
    private const string B = "0x2222222222222222222222222222222222222222";
    private const string Chain = "chains:\n  - id: 5\n    endpoints: [ws://127.0.0.1:8546]\n";
    private const string Protocol = $"protocols:\n  - name: lender\n    chain: 5\n    contracts: ['{A}']\n";

    private static NodeSettings Read(string yaml, params (string Name, string Value)[] environment) =>
        NodeConfigReader.Settings(
            ConfigReader.Read("cordon.yaml", new StringReader(yaml),
                name => environment.FirstOrDefault(pair => pair.Name == name).Value),
            "cordon.yaml");

    [Fact]
    public void The_sample_says_what_its_comments_say()
    {
        string path = Path.Combine(RepositoryFolder.Find(), "samples", "cordon.yaml");
        NodeSettings settings = NodeConfigReader.Settings(
            ConfigReader.Read(path, new StringReader(File.ReadAllText(path)), _ => "a-very-secret-provider-key"), path);

        ChainSettings chain = Assert.Single(settings.Chains);
        Assert.Equal([RpcTransportKind.Ipc, RpcTransportKind.WebSocket], chain.Endpoints.Select(each => each.Kind));
        Assert.DoesNotContain("secret", chain.Endpoints[1].ToString());
        Assert.Equal(21_500_000, chain.DeploymentBlock);
        GuardedProtocol lender = Assert.Single(settings.Protocols);
        Assert.True(lender.Policy.IsDryRun);
        Assert.Equal(BreakerTargets.Everything, lender.Target);
        ActionRule pause = lender.Policy.Rules[ResponseAction.Pause];
        Assert.Equal((0.95, Severity.High, TimeSpan.FromHours(1), 1, "22:00-06:00", false),
            (pause.BeliefMin, pause.SeverityMin, pause.DurationMax, pause.PerDayMax, pause.QuietHours.ToString(),
                pause.NeedsConfirmation));
        Assert.False(lender.Policy.Rules.ContainsKey(ResponseAction.Quarantine));
        Assert.Equal(new KeySource.KeystoreFile("node-key.json", "CORDON_PASSWORD"), settings.Guardian!.Key);
        Assert.Equal(IPEndPoint.Parse("127.0.0.1:7946"), settings.Guardian.Listen);
        Assert.False(settings.Guardian.AllowsPrivatePeers);
        Assert.False(settings.Guardian.Punishes);
        Assert.Null(settings.Guardian.Safe);
        Assert.NotNull(chain.Engagement);
        Assert.Equal(UInt256.Parse("500000000000000000"), settings.Guardian.WeiPerDayMax);
        Assert.Equal(UInt256.Parse("2000000000000"), settings.Guardian.FeePerGasMax);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(path)!, "cordon-data"), settings.DataFolder);
        Assert.Equal("covered", Assert.Single(settings.Invariants).Name);
    }

    [Fact]
    public void A_guardian_may_be_a_safe_of_which_the_key_is_an_owner()
    {
        GuardianSettings guardian = Read(Chain + Protocol + $"guardian: {{ key: {{ variable: K }}, safe: '{A}' }}\n")
            .Guardian!;

        Assert.Equal((Address.Parse(A), new KeySource.Variable("K")), (guardian.Safe, guardian.Key));
    }

    [Fact]
    public void A_protocol_without_a_policy_is_only_told_about_and_that_as_a_dry_run()
    {
        GuardedProtocol lender = Assert.Single(Read(Chain + Protocol).Protocols);

        Assert.True(lender.Policy.IsDryRun);
        Assert.Equal([ResponseAction.Notify], lender.Policy.Rules.Keys);
        Assert.Null(Read(Chain + Protocol).Guardian);
    }

    [Fact]
    public void A_policy_without_dryRun_is_a_dry_run()
    {
        string policy = "    policy: { pause: { belief: 0.9, duration: 1h } }\n";

        Assert.True(Read(Chain + Protocol + policy).Protocols[0].Policy.IsDryRun);
        Assert.False(Read(Chain + Protocol + policy.Replace("{ pause", "{ dryRun: false, pause"))
            .Protocols[0].Policy.IsDryRun);
    }

    [Fact]
    public void A_chain_without_a_deployment_block_is_looked_at_from_its_first() =>
        Assert.Equal(0, Assert.Single(Read(Chain + Protocol).Chains).DeploymentBlock);

    [Theory]
    [InlineData("everything", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("asset " + B, "0x0000000000000000000000002222222222222222222222222222222222222222")]
    [InlineData("'0xabcdef0000000000000000000000000000000000000000000000000000000001'",
        "0xabcdef0000000000000000000000000000000000000000000000000000000001")]
    public void A_target_is_named_as_the_breaker_names_it(string text, string target) => Assert.Equal(
        target, Read($"{Chain}{Protocol}    target: {text}\n").Protocols[0].Target.ToString());

    [Fact]
    public void Keys_of_providers_come_from_the_environment_and_are_never_shown()
    {
        string yaml = Chain.Replace("ws://127.0.0.1:8546", "'https://node.example.org/v2/${NODE_KEY}'") + Protocol;

        string shown = Read(yaml, ("NODE_KEY", "0123456789abcdef0123")).Chains[0].Endpoints[0].ToString();

        Assert.Equal("https://node.example.org/v2/***", shown);
        Assert.Equal("cordon.yaml:3: chains[0].endpoints[0]: expected the environment variable NODE_KEY, found none of "
            + "that name", Assert.Throws<CommandException>(() => Read(yaml)).Message);
    }

    [Fact]
    public void A_mistyped_address_of_a_node_is_not_repeated()
    {
        string yaml = Chain.Replace("ws://127.0.0.1:8546", "wss:secret-key") + Protocol;

        string message = Assert.Throws<CommandException>(() => Read(yaml)).Message;

        Assert.DoesNotContain("secret-key", message);
        Assert.StartsWith("cordon.yaml:3: chains[0].endpoints[0]: expected ", message);
    }

    [Theory]
    [InlineData("key: { variable: CORDON_KEY }", typeof(KeySource.Variable))]
    [InlineData("key: { keystore: k.json, passwordVariable: P }", typeof(KeySource.KeystoreFile))]
    [InlineData($"key: {{ remote: 'http://127.0.0.1:9000', account: '{A}' }}", typeof(KeySource.Remote))]
    public void A_key_is_named_never_written(string key, Type kind) =>
        Assert.IsType(kind, Read($"{Chain}{Protocol}guardian:\n  {key}\n").Guardian!.Key);

    [Theory]
    [InlineData(Protocol, "cordon.yaml: chains: expected at least one chain, found none")]
    [InlineData(Chain, "cordon.yaml: protocols: expected at least one protocol, found none")]
    [InlineData(Chain + "    relays: 7\n" + Protocol, "cordon.yaml:4: chains[0].relays: expected a list, found '7'")]
    [InlineData(Chain + "    private: true\n" + Protocol,
        "cordon.yaml:4: chains[0].private: expected relays to send to, found none")]
    [InlineData(Chain + $"    stake: '{A}'\n" + Protocol,
        "cordon.yaml:2: chains[0].registry: expected both registry and stake, or neither, found nothing")]
    [InlineData(Chain + $"    engagement: '{A}'\n" + Protocol,
        "cordon.yaml:4: chains[0].engagement: expected the stake that it counts beside it, found no stake")]
    [InlineData(Chain + "    deploymentBlock: 12\n" + Protocol,
        "cordon.yaml:4: chains[0].deploymentBlock: expected a registry and a stake that were deployed then, found ")]
    [InlineData(Chain + $"    registry: '{A}'\n    stake: '{B}'\n    deploymentBlock: -3\n" + Protocol,
        "cordon.yaml:6: chains[0].deploymentBlock: expected the number of a block, such as 21500000, found '-3'")]
    [InlineData(Chain + $"    registry: '{A}'\n    stake: '{B}'\n    deploymentBlock: 0x12\n" + Protocol,
        "cordon.yaml:6: chains[0].deploymentBlock: expected the number of a block, such as 21500000, found '0x12'")]
    [InlineData(Chain + "  - id: 5\n    endpoints: [ws://a]\n" + Protocol,
        "cordon.yaml:4: chains[1].id: expected each chain once, found 5 again")]
    [InlineData(Chain + "protocols:\n  - name: x\n    chain: 6\n    contracts: ['" + A + "']\n",
        "cordon.yaml: protocols[0].chain: expected one of the configured chains, found 6")]
    [InlineData(Chain + Protocol + $"    enrolled: '{A}'\n",
        "cordon.yaml: protocols[0].enrolled: expected a registry and a stake on chain 5, found none")]
    [InlineData(Chain + Protocol + $"  - name: lender\n    chain: 5\n    contracts: ['{B}']\n",
        "cordon.yaml:5: protocols: expected each name once, found 'lender' again")]
    [InlineData(Chain + Protocol + "    target: all\n",
        "cordon.yaml:8: protocols[0].target: expected everything, asset 0x…, or a group's 32 bytes, found 'all'")]
    [InlineData(Chain + Protocol + "    policy: { paws: { belief: 0.9 } }\n",
        "cordon.yaml:8: protocols[0].policy.paws: expected one of attest, dryRun, notify, pause, quarantine, throttle")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 0.4, duration: 1h } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.belief: expected a number from 0.5 to 1, found '0.4'")]
    [InlineData(Chain + Protocol + "    policy: { notify: { belief: 0.04 } }\n",
        "cordon.yaml:8: protocols[0].policy.notify.belief: expected a number from 0.05 to 1, found '0.04'")]
    [InlineData(Chain + Protocol + "    policy: { attest: { belief: 0.3 } }\n",
        "cordon.yaml:8: protocols[0].policy.attest.belief: expected a number from 0.5 to 1, found '0.3'")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: nan, duration: 1h } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.belief: expected a number from 0.5 to 1, found 'nan'")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 0.9 } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.duration: expected a duration such as 30m, 12h or 3d, found nothing")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 0.9, duration: 4d } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.duration: expected a duration from 1s to 3d, found '4d'")]
    [InlineData(Chain + Protocol + "    policy: { notify: { belief: 0.9, duration: 1h } }\n",
        "cordon.yaml:8: protocols[0].policy.notify.duration: expected one of belief")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 1, duration: 1h, quietHours: 6-7 } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.quietHours: expected a span in UTC such as 22:00-06:00, found '6-7'")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 1, duration: 1h, severity: dire } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.severity: expected one of info, low, medium, high, critical")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 1, duration: 1h, perDay: 0 } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.perDay: expected a whole number from 1 to 10000, found '0'")]
    [InlineData(Chain + Protocol + "webhooks: ['ftp://x']\n",
        "cordon.yaml:8: webhooks[0]: expected an http(s) address, found something else")]
    public void A_fault_names_file_line_field_and_what_was_expected(string yaml, string message)
    {
        var fault = Assert.Throws<CommandException>(() => Read(yaml));

        Assert.Equal(ExitCode.BadInput, fault.ExitCode);
        Assert.StartsWith(message, fault.Message);
    }

    [Theory]
    [InlineData(Chain + Protocol + "guardian: {}\n", "cordon.yaml:8: guardian.key: expected members (name: value)")]
    [InlineData(Chain + Protocol + "guardian: { key: {} }\n",
        "cordon.yaml:8: guardian.key.variable: expected one of variable, keystore or remote, found nothing")]
    [InlineData(Chain + Protocol + "guardian: { key: { keystore: k.json } }\n",
        "cordon.yaml:8: guardian.key.passwordVariable: expected a text, found nothing")]
    [InlineData(Chain + Protocol + "guardian: { key: { variable: K }, listen: 7946 }\n",
        "cordon.yaml:8: guardian.listen: expected an IP address and a port")]
    [InlineData(Chain + Protocol + "guardian: { key: { variable: K }, safe: council }\n",
        "cordon.yaml:8: guardian.safe: expected an address")]
    [InlineData(Chain + Protocol + "guardian: { key: { variable: K }, safe: '0x12' }\n",
        "cordon.yaml:8: guardian.safe: expected an address")]
    [InlineData(Chain + Protocol + $"guardian: {{ key: {{ variable: K }}, safe: [ '{A}' ] }}\n",
        "cordon.yaml:8: guardian.safe: expected")]
    [InlineData(
        Chain + Protocol + "guardian: { key: { variable: K }, safe: '0x0000000000000000000000000000000000000000' }\n",
        "cordon.yaml:8: guardian.safe: expected a Safe's address, found zero")]
    [InlineData(Chain + Protocol + $"guardian: {{ key: {{ variable: K }}, safe: '{A}', listen: '127.0.0.1:7946' }}\n",
        "cordon.yaml:8: guardian.listen: expected none beside safe: a Safe has no session with peers")]
    [InlineData(Chain + Protocol + "guardian: { key: { variable: K }, privatePeers: some }\n",
        "cordon.yaml:8: guardian.privatePeers: expected true or false, found 'some'")]
    [InlineData(Chain + Protocol + "guardian: { key: { variable: K }, punish: hard }\n",
        "cordon.yaml:8: guardian.punish: expected true or false, found 'hard'")]
    [InlineData(Chain + Protocol + "guardian: { key: { variable: K }, etherPerDay: -1 }\n",
        "cordon.yaml:8: guardian.etherPerDay: expected a number with at most 18 decimals")]
    public void A_guardian_that_is_none_is_refused_with_line_and_field(string yaml, string message) =>
        A_fault_names_file_line_field_and_what_was_expected(yaml, message);
}
