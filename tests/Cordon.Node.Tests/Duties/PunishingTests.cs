using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>Three answer, the fourth was drawn and does not: who is asked to punishes it, once.</summary>
public sealed class PunishingTests
{
    [Fact]
    public async Task A_miss_is_punished_by_who_is_told_to_and_the_clocks_of_the_others_run_on()
    {
        await using GuardedArena arena = await GuardedArena.BuildAsync(31_337, 0, 0, 0, 0);
        ChallengedChain chain = new(arena);
        Address idle = arena.Guardians[3];
        bool isDrawn = false;
        for (int i = 0; i < 60 && !isDrawn; i++)
        {
            await chain.BeginEpochAsync();
            await chain.OpenAsync();
            isDrawn = await arena.ReadAsync(
                arena.Engagement, new Contracts.Engagement.IsOnDutyCall(chain.Epoch, idle));
        }

        Assert.True(isDrawn, "nobody is drawn in sixty epochs: one in 31 million");
        List<KeeperRig> rigs = [];
        try
        {
            for (int i = 0; i < 3; i++)
            {
                rigs.Add(new KeeperRig(arena, i) { Punishes = i == 0 });
                await rigs[i].BeginAsync();
            }

            await StepAsync(rigs);
            Contracts.Engagement.Epoch epoch = await chain.EpochAsync();
            await chain.PassAsync(epoch.CommitBy + 1);
            await StepAsync(rigs);
            await chain.PassAsync(epoch.RevealBy + 1);
            await StepAsync(rigs);

            Assert.Equal(3U, (await chain.EpochAsync()).Answers);
            Assert.NotEqual(default, (await chain.EpochAsync()).AuditSeed);
            GuardianStake.Guardian punished = await arena.ReadAsync(
                arena.StakeContract, new GuardianStake.GuardianCall(idle));
            Assert.True(punished.Magnitude < 1_000_000_000_000_000_000, $"{punished.Magnitude}");
            Assert.Equal(1, (await rigs[0].ToldAsync()).Count(kind => kind == "punished"));
            Assert.DoesNotContain("punished", await rigs[1].ToldAsync());
            foreach (KeeperRig rig in rigs) Assert.True(await chain.FreshAsync(rig.Guardian) > epoch.RevealBy);
        }
        finally
        {
            foreach (KeeperRig rig in rigs) await rig.DisposeAsync();
        }
    }

    private static async Task StepAsync(List<KeeperRig> rigs)
    {
        for (int i = 0; i < 3; i++)
        {
            foreach (KeeperRig rig in rigs) await rig.StepAsync();
        }
    }
}
