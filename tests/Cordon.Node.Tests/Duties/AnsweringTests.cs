using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Engagement;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>Three whole nodes answer an attention challenge of the real contract about blocks with an attack.</summary>
public sealed class AnsweringTests
{
    [Fact]
    public async Task Three_guardians_answer_alike_and_right_and_their_clocks_run()
    {
        await using GuardedArena arena = await GuardedArena.BuildAsync(31_337, 0, 0, 0);
        await arena.SendAsync(await arena.PrepareAttackAsync("thief"));
        await arena.MineAsync();

        ChallengedChain chain = new(arena);
        await chain.BeginEpochAsync();
        using TemporaryFolder folder = new();
        List<RunningNode> nodes = [];
        try
        {
            for (int i = 0; i < arena.Seats.Count; i++)
            {
                string data = Path.Combine(folder.Path, $"{i}");
                nodes.Add(await RunningNode.StartAsync(chain.Settings(data), arena.Seats[i].Key));
            }

            await chain.MineUntilAsync(async () => (await chain.EpochAsync()).OpenedAt != 0, nodes);
            await chain.MineUntilAsync(() => Task.FromResult(Heard(nodes, "committed") == 3), nodes);
            Contracts.Engagement.Epoch epoch = await chain.EpochAsync();
            await chain.PassAsync(epoch.CommitBy + 1);
            await chain.MineUntilAsync(() => Task.FromResult(Heard(nodes, "paid-until") == 3), nodes);
            await chain.PassAsync(epoch.RevealBy + 1);

            epoch = await chain.EpochAsync();
            Hash256 expected = await ReferenceDigest.ComputeAsync(
                arena.Client, arena.ChainId, epoch.FirstBlock, epoch.LastBlock);
            Assert.Equal((3U, expected), (epoch.Answers, epoch.LeadingDigest));
            Assert.Equal(expected, await arena.ReadAsync(
                arena.Engagement, new Contracts.Engagement.QuorumDigestCall(chain.Epoch)));
            foreach (Address guardian in arena.Guardians)
                Assert.True(await chain.FreshAsync(guardian) > epoch.RevealBy);
            await chain.MineUntilAsync(async () => (await chain.EpochAsync()).AuditSeed != default, nodes);
            Assert.DoesNotContain(nodes.SelectMany(node => node.Of<NodeEvent.Duty>()),
                duty => duty.Kind is "missed" or "hindered" or "wrong-answer" or "range-changed");
        }
        finally
        {
            foreach (RunningNode node in nodes) await node.DisposeAsync();
        }
    }

    private static int Heard(List<RunningNode> nodes, string kind) =>
        nodes.Count(node => node.Of<NodeEvent.Duty>().Any(duty => duty.Kind == kind));
}
