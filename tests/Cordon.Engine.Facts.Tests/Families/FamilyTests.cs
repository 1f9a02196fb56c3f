using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Every family of protocols, in every dialect that a node speaks.</summary>
public sealed class FamilyTests
{
    private static readonly Scene[] All =
        [.. TradeScenes.All, .. LendingScenes.All, .. LoanScenes.All, .. BridgeScenes.All, .. GovernanceScenes.All];

    public static TheoryData<string> Names => [.. All.Select(scene => scene.Name)];

    public static TheoryData<string> Logged => [.. All.Where(scene => scene.ByLogs).Select(scene => scene.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void States_exactly_what_happened_in_nested_and_flat_traces_with_logs_or_without(string name)
    {
        Scene scene = All.Single(s => s.Name == name);
        if (scene.ByLogs) scene.AssertIn(SyntheticBlock.Extract(true, scene.Frame));
        if (scene.ByLogs && scene.ByFlatLogs) scene.AssertIn(SyntheticBlock.ExtractFlat(true, scene.Frame));
        if (scene.ByCalls) scene.AssertIn(SyntheticBlock.Extract(false, scene.Frame));
        if (scene.ByCalls) scene.AssertIn(SyntheticBlock.ExtractFlat(false, scene.Frame));
        if (scene.ByReceipts) scene.AssertIn(SyntheticBlock.ExtractReceipts(scene.Frame));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void States_nothing_where_the_frame_was_undone(string name)
    {
        Scene scene = All.Single(s => s.Name == name);
        Frame undone = new Frame(Scene.Third, Scene.User, "0x") { Error = "execution reverted" }.Add(scene.Frame);
        Frame caught = new Frame(Scene.Third, Scene.Other, "0x").Add(undone);

        Assert.Empty(scene.Lines(SyntheticBlock.Extract(true, caught)));
        Assert.Empty(scene.Lines(SyntheticBlock.Extract(false, caught)));
        Assert.Empty(scene.Lines(SyntheticBlock.ExtractFlat(true, caught)));
        Assert.Empty(scene.Lines(SyntheticBlock.ExtractFlat(false, caught)));
    }

    [Fact]
    public void An_event_without_its_topics_and_data_states_nothing()
    {
        // These carry nothing but themselves: the contract that speaks is all there is to know.
        string[] bare = ["Pause()", "Unpause()", "Paused()", "Unpaused()"];
        List<string> spoken = [];
        foreach (string name in FactFamilies.Logs.Names.Except(bare))
        {
            Frame hostile = new Frame(Scene.User, Scene.Pool, "0x12345678").Log(Scene.Pool, name, []);
            if (Count(SyntheticBlock.Extract(true, hostile)) + Count(SyntheticBlock.ExtractReceipts(hostile)) > 0)
                spoken.Add(name);
        }

        Assert.Empty(spoken);
    }

    private static int Count(BlockFacts facts) => facts.Transfers.Count + facts.Swaps.Count + facts.Liquidity.Count
        + facts.Loans.Count + facts.FlashLoans.Count + facts.Approvals.Count + facts.Governance.Count
        + facts.Oracles.Count + facts.Bridges.Count;
}
