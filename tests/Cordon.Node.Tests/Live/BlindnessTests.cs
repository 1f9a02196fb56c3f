using Cordon.Arena;
using Cordon.Arena.Chain;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Live;

/// <summary>Chains of their own: two at once, and one that goes away.</summary>
public sealed class BlindnessTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Guards_two_chains_at_once_and_goes_on_with_one_when_the_other_is_gone()
    {
        await using GuardedArena left = await BuildAsync(31_337);
        await using GuardedArena right = await BuildAsync(31_338);
        Act attack = await left.PrepareAttackAsync("left"), other = await right.PrepareAttackAsync("right");
        NodeSettings settings = RunningNode.Settings(left, _folder.Path);
        settings = settings with
        {
            Chains = [.. settings.Chains, RunningNode.ChainOf(right)],
            Protocols = [.. settings.Protocols, RunningNode.GuardOf(right, RunningNode.PausesAlone(), "other")],
            Invariants = [.. settings.Invariants, right.Covered with { Protocol = "other" }],
        };
        await using RunningNode node = await RunningNode.StartAsync(settings, left.Key);
        await node.CatchUpAsync(left.Client, left.ChainId);
        await node.CatchUpAsync(right.Client, right.ChainId);

        // The guardian is registered on the left alone: on the right the chain would not listen, and the node knows.
        await left.SendAsync(attack);
        await right.SendAsync(other);
        await node.UntilAsync<NodeEvent.ActionSent>(sent => sent.Chain == left.ChainId);
        NodeEvent.Decided withheld = await node.UntilAsync<NodeEvent.Decided>(
            e => e.Chain == right.ChainId && e.Decision.Action == Domain.Policies.ResponseAction.Pause
                && e.Decision.Reasons[0].StartsWith("The chain takes 0", StringComparison.Ordinal));
        Assert.Equal("other", withheld.Decision.Protocol);

        await right.EndNodeAsync();
        NodeEvent.Blind blind = await node.UntilAsync<NodeEvent.Blind>(
            e => e.Chain == right.ChainId && e.Missing == "pending transactions");
        Assert.Contains("attacks before they are mined", blind.Unseen);
        await node.UntilAsync<NodeEvent.IncidentOpened>(
            e => e.Chain == right.ChainId && e.Incident.Protocol is null && e.Incident.Root.StartsWith("blind"));
        await left.MineAsync();
        await node.CatchUpAsync(left.Client, left.ChainId);
        Assert.Equal(2, await left.ModeAsync());
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
