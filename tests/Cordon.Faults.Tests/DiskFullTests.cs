using System.Diagnostics;
using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>Nothing can be written any more: nothing is sent that is not kept, it is said, and it ends with the fault.
/// </summary>
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

    // The soft limit alone, which the process's owner may raise again.
    private static async Task LimitAsync(int process, string bytes)
    {
        using Process limit = Process.Start("prlimit", ["--pid", $"{process}", $"--fsize={bytes}:unlimited"]);
        await limit.WaitForExitAsync();
        Assert.SkipUnless(limit.ExitCode == 0, "prlimit cannot set a limit here");
    }
}
