using System.Net;
using Cordon.Arena.Guards;
using Cordon.Cli.Configuration;
using Cordon.Cli.Demo;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Cli.Tests.Demo;

/// <summary>What the arena tells its guard is a configuration file like any other.</summary>
public class GuardConfigurationTests
{
    [Fact]
    public void The_node_reads_from_the_file_what_the_arena_said()
    {
        using PrivateKey key = PrivateKey.Generate(), other = PrivateKey.Generate();
        var ada = new GuardPost("Ada", key, IPEndPoint.Parse("127.0.0.1:7001"));
        var ben = new GuardPost("Ben", other, IPEndPoint.Parse("127.0.0.1:7002"));
        Address protocol = Address.FromWord(7);
        var defence = new ArenaDefence
        {
            ChainId = 31_337,
            Endpoints = [RpcEndpoint.Parse("/tmp/node.ipc"), RpcEndpoint.Parse("http://127.0.0.1:1")],
            Registry = Address.FromWord(1),
            Stake = Address.FromWord(2),
            Posts = [ada, ben],
            Protocol = "lender",
            Enrolled = protocol,
            Contracts = [protocol],
            Invariants = [new ArenaInvariant("solvent", [("held", $"{protocol}.held()(uint256)")], "held >= 5", 10)],
            PauseBelief = 0.8,
        };

        NodeSettings settings = NodeConfigReader.Settings(
            ConfigReader.Read("cordon.yaml", new StringReader(GuardConfiguration.Of(defence, ada))), "cordon.yaml");
        NodeSettings others = NodeConfigReader.Settings(
            ConfigReader.Read("cordon.yaml", new StringReader(GuardConfiguration.Of(defence, ben))), "cordon.yaml");

        ChainSettings chain = Assert.Single(settings.Chains);
        Assert.Equal((31_337UL, 2, defence.Registry), (chain.Id, chain.Endpoints.Length, chain.Registry!.Value));
        GuardedProtocol guarded = Assert.Single(settings.Protocols);
        Assert.Equal((protocol, true), (guarded.Enrolled!.Value, guarded.CanQuarantine));
        Assert.False(guarded.Policy.IsDryRun);
        Assert.Equal(0.8, guarded.Policy.Rules[ResponseAction.Pause].BeliefMin);
        Assert.Equal(10, Assert.Single(settings.Invariants).Tolerance.Bps);
        Assert.Equal(new KeySource.Variable(GuardConfiguration.KeyVariable), settings.Guardian!.Key);
        Assert.Equal((ada.Listen, true), (settings.Guardian.Listen, settings.Guardian.AllowsPrivatePeers));
        Assert.DoesNotContain($"{key.Address}"[2..], GuardConfiguration.Of(defence, ada));
        // The others give their verdicts and stop nothing by themselves.
        Assert.Equal(ben.Listen, others.Guardian!.Listen);
        Assert.Equal(
            [ResponseAction.Notify, ResponseAction.Attest], Assert.Single(others.Protocols).Policy.Rules.Keys);
    }
}
