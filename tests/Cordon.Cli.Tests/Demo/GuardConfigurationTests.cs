using System.Net;
using Cordon.Arena.Guards;
using Cordon.Cli.Configuration;
using Cordon.Cli.Demo;
using Cordon.Cli.Terminal;
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
        NodeSettings full = NodeConfigReader.Settings(
            ConfigReader.Read(
                "cordon.yaml",
                new StringReader(GuardConfiguration.Of(defence with { AllMayAct = true }, ben))), "cordon.yaml");
        Assert.Equal(guarded.Policy.Rules.Keys, Assert.Single(full.Protocols).Policy.Rules.Keys);
        // Otherwise the others give their verdicts and stop nothing by themselves.
        Assert.Equal(ben.Listen, others.Guardian!.Listen);
        Assert.Equal(
            [ResponseAction.Notify, ResponseAction.Attest], Assert.Single(others.Protocols).Policy.Rules.Keys);
    }

    [Fact]
    public void Two_sides_of_a_bridge_are_two_protocols_on_two_chains_that_are_compared_with_each_other()
    {
        using PrivateKey key = PrivateKey.Generate();
        var post = new GuardPost("Ada", key, IPEndPoint.Parse("127.0.0.1:7001"));
        ArenaDefence home = SideOf(post, 1, "home", 2), far = SideOf(post, 2, "far", 1) with { OtherSide = home };

        NodeSettings settings = NodeConfigReader.Settings(
            ConfigReader.Read("cordon.yaml", new StringReader(GuardConfiguration.Of(far, post))), "cordon.yaml");

        Assert.Equal([2UL, 1UL], settings.Chains.Select(chain => chain.Id));
        Assert.Equal(["far", "home"], settings.Protocols.Select(guarded => guarded.Protocol.Name));
        Assert.Equal(
            [(2UL, (ulong?)1UL), (1UL, 2UL)],
            settings.Invariants.Select(invariant => (invariant.Chain, invariant.ForeignCalls.Single().Chain)));
        Assert.Equal([far, home], far.Sides);
    }

    [Fact]
    public void A_chain_that_is_compared_with_and_not_configured_is_refused()
    {
        using PrivateKey key = PrivateKey.Generate();
        var post = new GuardPost("Ada", key, IPEndPoint.Parse("127.0.0.1:7001"));

        var fault = Assert.Throws<CommandException>(() => NodeConfigReader.Settings(
            ConfigReader.Read(
                "cordon.yaml", new StringReader(GuardConfiguration.Of(SideOf(post, 2, "far", 1), post))),
            "cordon.yaml"));

        Assert.Equal(
            "cordon.yaml: invariant backed of far: there.chain: expected one of the configured chains, found 1",
            fault.Message);
    }

    private static ArenaDefence SideOf(GuardPost post, ulong chain, string name, ulong other)
    {
        Address contract = Address.FromWord(chain);
        return new ArenaDefence
        {
            ChainId = chain,
            Endpoints = [RpcEndpoint.Parse($"http://127.0.0.1:{chain}")],
            Registry = Address.FromWord(7),
            Stake = Address.FromWord(8),
            Posts = [post],
            Protocol = name,
            Enrolled = contract,
            Contracts = [contract],
            Invariants =
            [
                new ArenaInvariant("backed", [("here", "f()(uint256)")], "here >= there")
                {
                    Elsewhere = [(other, "there", $"{Address.FromWord(other)}.f()(uint256)")],
                },
            ],
        };
    }
}
