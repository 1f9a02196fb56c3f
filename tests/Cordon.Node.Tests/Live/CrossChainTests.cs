using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Domain.Invariants;
using Cordon.Domain.Policies;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Live;

/// <summary>One node on two chains, one of which must have at least as much as the other.</summary>
public sealed class CrossChainTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_chain_has_too_much_stops_the_other_and_a_chain_that_is_gone_is_said_to_be()
    {
        await using GuardedArena home = await BuildAsync(31_337);
        await using GuardedArena far = await BuildAsync(31_338);
        NodeSettings settings = RunningNode.Settings(home, _folder.Path);
        settings = settings with
        {
            Chains = [.. settings.Chains, RunningNode.ChainOf(far)],
            Protocols = [.. settings.Protocols, RunningNode.GuardOf(far, RunningNode.PausesAlone(), "far side")],
            Invariants = [BackedOf(home, far)],
            Options = settings.Options with { ForeignInterval = TimeSpan.FromMilliseconds(200) },
        };
        await using RunningNode node = await RunningNode.StartAsync(settings, home.Key);
        await node.CatchUpAsync(home.Client, home.ChainId);
        await node.CatchUpAsync(far.Client, far.ChainId);
        await home.MineAsync(); // nothing is wrong yet
        await node.CatchUpAsync(home.Client, home.ChainId);
        // A reading that is late is the node's own incident, of no protocol.
        Assert.DoesNotContain(node.Of<NodeEvent.IncidentOpened>(), e => e.Incident.Protocol is not null);

        ArenaAccount trader = far.Stage.Traders[0];
        await far.SendAsync(Act.Call(
            trader, far.World.Lender, new SpotPriceLender.SupplyCall(Deployer.Ether(10)), "supplies"));
        await far.MineAsync();
        // A block at a time: a reading that is late leaves the invariant to the next.
        for (int i = 0; i < 50 && !node.Of<NodeEvent.IncidentOpened>().Any(e => e.Incident.Protocol == "lender"); i++)
        {
            await home.MineAsync();
            await node.CatchUpAsync(home.Client, home.ChainId);
        }

        NodeEvent.IncidentOpened opened = await node.UntilAsync<NodeEvent.IncidentOpened>(
            e => e.Incident.Protocol == "lender");
        NodeEvent.ActionSent sent = await node.UntilAsync<NodeEvent.ActionSent>();
        await home.MineAsync();
        await node.CatchUpAsync(home.Client, home.ChainId);

        Assert.Equal((home.ChainId, home.ChainId), (opened.Chain, sent.Chain));
        Assert.Contains($"of chain {far.ChainId}", opened.Incident.Summary);
        Assert.Equal((2, 0), (await home.ModeAsync(), await far.ModeAsync()));
        await home.AssertRaisedOnceAsync(node.Story);
        await GoneAsync(home, far, node);
    }

    private static async Task GoneAsync(GuardedArena home, GuardedArena far, RunningNode node)
    {
        string values = $"values of chain {far.ChainId}";
        NodeEvent.Blind[] Lost() => [.. node.Of<NodeEvent.Blind>().Where(e => e.Missing == values)];
        int Back() => node.Of<NodeEvent.SightRestored>().Count(e => e.Missing == values);
        await node.UntilAsync(() => Back() == Lost().Length ? "" : null, "what a slow machine lost for a moment");
        int before = Lost().Length;
        await far.EndNodeAsync();
        await node.UntilAsync(() => Lost().Length > before ? "" : null, "that they are gone");
        NodeEvent.Blind blind = Lost()[^1];

        Assert.Equal(home.ChainId, blind.Chain); // what it compares with lies elsewhere: home is the blind one
        Assert.Equal(["invariants that compare with it"], blind.Unseen);
        await node.UntilAsync<NodeEvent.IncidentOpened>(
            e => e.Chain == home.ChainId && e.Incident.Root.StartsWith("blind", StringComparison.Ordinal));
        await home.MineAsync(); // and home is guarded on
        await node.CatchUpAsync(home.Client, home.ChainId);
        Assert.Equal(before + 1, Lost().Length);
    }

    private static Invariant BackedOf(GuardedArena home, GuardedArena far)
    {
        InvariantCall[] calls =
        [
            InvariantCall.Parse(
                "locked", $"{home.World.Weth}.balanceOf(address)(uint256) {home.World.Lender}", home.World.Lender),
            InvariantCall.Parse(
                "minted", $"{far.World.Weth}.balanceOf(address)(uint256) {far.World.Lender}", far.World.Lender)
                with
            { Chain = far.ChainId, AgeMax = TimeSpan.FromDays(1) },
        ];
        return new Invariant(
            "backed", "lender", home.ChainId, home.World.Lender, [.. calls],
            InvariantFormula.Parse("locked >= minted", ["locked", "minted"]), new InvariantTolerance(0, 0));
    }

    private async Task<GuardedArena> BuildAsync(ulong chain)
    {
        try
        {
            GuardedArena arena = await GuardedArena.BuildAsync(chain);
            output.WriteLine($"seed {arena.Seed}");
            return arena;
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
