using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>The chain goes back behind the opening of an epoch, and behind blocks that it asks about.</summary>
public sealed class ReorganisedTests
{
    [Fact]
    public async Task A_reorganisation_of_the_opening_is_answered_as_the_chain_has_it_afterwards()
    {
        await using GuardedArena arena = await GuardedArena.BuildAsync(); // anvil cannot return to before one
        await using KeeperRig rig = new(arena);
        ChallengedChain chain = new(arena);
        for (int i = 0; i < 20; i++) await arena.MineAsync();
        await rig.BeginAsync();
        foreach (ulong depth in (ulong[])[1, 3, 12])
        {
            for (int i = 0; i < 4; i++) await chain.BeginEpochAsync(); // paid for no longer: wanted, drawn or not
            await rig.StepAsync(3);
            await arena.AskAsync("anvil_reorg", RpcParam.Json($"{depth}"), RpcParam.Json("[]"));
            await chain.PassAsync((chain.Epoch * ChallengedChain.EpochSeconds) + 100);
            await rig.StepAsync(8);
            string story = await rig.StoryAsync();
            Assert.True((await chain.EpochAsync()).OpenedAt > 0, $"depth {depth}, not opened: {story}");
            await chain.PassAsync((await chain.EpochAsync()).CommitBy + 1);
            await rig.StepAsync(3);

            Contracts.Engagement.Epoch epoch = await chain.EpochAsync();
            Hash256 expected = await ReferenceDigest.ComputeAsync(
                arena.Client, arena.ChainId, epoch.FirstBlock, epoch.LastBlock);
            Assert.True((1U, expected) == (epoch.Answers, epoch.LeadingDigest),
                $"depth {depth}: {epoch.Answers} answers; {await rig.StoryAsync()}");
        }
    }
}
