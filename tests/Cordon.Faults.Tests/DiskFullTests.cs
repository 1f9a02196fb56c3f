using System.Diagnostics;
using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>Nothing can be written any more: nothing is sent that is not kept, it is said, and it ends with the fault,
/// by the same run or by the next.</summary>
/// <remarks>A limit on the size of files stands for the full disk: it needs no rights, and holds for one process.
/// </remarks>
[Collection(FaultCollection.Name)]
public class DiskFullTests(FaultArena fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task With_a_full_disk_nothing_leaves_unkept_and_with_space_again_the_next_run_acts()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        string config = GuardConfig.Write(arena, folder.Path);
        await using (GuardProcess guard = GuardProcess.Start(arena, config, ignoresFileSizeSignal: true))
        {
            await guard.CatchUpAsync(arena);
            await LimitAsync(guard.Id, "0");
            await fixture.SendAttackAsync();
            await guard.UntilAsync(
                () => Task.FromResult(guard.Of("action-failed").Any() || guard.Of("blind").Any()),
                "a word about the disk");
            ulong sent = await arena.Client.GetTransactionCountAsync(
                arena.Key.Address, "pending", GuardedArena.Stop);
            Assert.Equal(0UL, sent); // it could not have been kept
        }

        await using GuardProcess next = GuardProcess.Start(arena, config);
        Assert.Equal(1UL, await fixture.UntilSentAsync(1, next));
        await arena.MineAsync();
        await fixture.AssertStoppedAsync(next);
    }

    [Fact]
    public async Task With_space_again_the_same_run_makes_its_decision_and_carries_it_out_once()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using GuardProcess guard = GuardProcess.Start(
            arena, GuardConfig.Write(arena, folder.Path), ignoresFileSizeSignal: true);
        await guard.CatchUpAsync(arena);
        await LimitAsync(guard.Id, "0");
        await fixture.SendAttackAsync();
        await guard.UntilAsync("blind", e => e.GetProperty("missing").GetString() == "the store of decisions");
        Assert.Empty(guard.Of("action-sent"));

        await LimitAsync(guard.Id, "unlimited");
        Assert.Equal(1UL, await fixture.UntilSentAsync(1, guard));
        await arena.MineAsync();
        await guard.CatchUpAsync(arena); // blocks are kept again too
        await fixture.AssertStoppedAsync(guard);
        await guard.UntilAsync(
            "sight-restored", e => e.GetProperty("missing").GetString() == "the store of decisions");

        Assert.Single(guard.Of("blind"), e => e.GetProperty("missing").GetString() == "the store of decisions");
        Assert.Single(guard.Of("action-sent"));
        Assert.False(guard.HasExited);
    }

    // The soft limit alone, which the process's owner may raise again.
    private static async Task LimitAsync(int process, string bytes)
    {
        using Process limit = Process.Start("prlimit", ["--pid", $"{process}", $"--fsize={bytes}:unlimited"]);
        await limit.WaitForExitAsync();
        Assert.SkipUnless(limit.ExitCode == 0, "prlimit cannot set a limit here");
    }
}
