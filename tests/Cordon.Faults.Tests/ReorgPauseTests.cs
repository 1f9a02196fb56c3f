using System.Text.Json;
using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>A mined pause is reorganised away: it is sent again while its incident stands, and taken back when
/// that went too.</summary>
[Collection(FaultCollection.Name)]
public class ReorgPauseTests(FaultArena fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task A_pause_whose_attack_is_not_in_the_new_branch_is_taken_back_and_never_lands()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using GuardProcess guard = await PauseAfterTheBlockAsync(arena, folder);

        await arena.AskAsync("anvil_reorg", RpcParam.Json("2"), RpcParam.Json("[]"));
        await arena.AskAsync("anvil_dropAllTransactions");
        await arena.MineAsync();
        await guard.UntilAsync("incident-retracted");
        JsonElement taken = await guard.UntilAsync("action-settled", e => e.TryGetProperty("withdrawal", out _));
        Assert.Equal("the incident is retracted", taken.GetProperty("withdrawal").GetString());
        await fixture.UntilSentAsync(1, guard); // the payment to itself that takes the nonce
        await arena.AskAsync("anvil_mine", 70UL);
        await guard.UntilAsync("action-settled", e => e.GetProperty("state").GetString() == "withdrawn");

        Assert.Equal(0, await arena.ModeAsync());
        Assert.Equal(0, await fixture.RaisesAsync());
        Assert.Equal(1UL, await arena.Client.GetTransactionCountAsync(
            arena.Key.Address, "latest", GuardedArena.Stop)); // and the raise can be sent by nobody any more
    }

    [Theory]
    [InlineData(1)] // the attack's block stays
    [InlineData(2)] // the attack's block goes, and the attack is in a later one of the new branch
    public async Task A_pause_whose_attack_is_in_the_new_branch_is_sent_again_and_in_force_once(int depth)
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using GuardProcess guard = await PauseAfterTheBlockAsync(arena, folder);

        await arena.AskAsync("anvil_reorg", RpcParam.Json($"{depth}"), RpcParam.Json("[]"));
        await arena.AskAsync("anvil_dropAllTransactions");
        await arena.MineAsync();
        if (depth == 2) await fixture.SendAttackAsync();
        await arena.MineAsync();
        await guard.UntilAsync("block", e => e.GetProperty("dropped").GetInt32() == depth);
        await guard.CatchUpAsync(arena);
        await guard.UntilAsync(async () =>
        {
            await arena.MineAsync();
            await guard.CatchUpAsync(arena); // blocks that come faster than it looks would always be ahead of it
            return await arena.ModeAsync() == 2;
        }, "the pause in force again");
        await arena.AskAsync("anvil_mine", 70UL);
        await guard.UntilAsync("action-settled", e => e.GetProperty("state").GetString() == "final");

        Assert.True(await fixture.IsAttackMinedAsync());
        Assert.Equal(1, await fixture.RaisesAsync());
        await arena.AssertRaisedOnceAsync(guard.Story);
    }

    // The attack in one block, the pause in the next.
    private async Task<GuardProcess> PauseAfterTheBlockAsync(GuardedArena arena, TemporaryFolder folder)
    {
        GuardProcess guard = GuardProcess.Start(arena, GuardConfig.Write(arena, folder.Path, seesPending: false));
        await guard.CatchUpAsync(arena);
        await fixture.SendAttackAsync();
        await arena.MineAsync();
        await fixture.UntilSentAsync(1, guard);
        await arena.MineAsync();
        await guard.UntilAsync("action-settled", e => e.GetProperty("state").GetString() == "mined");
        await guard.CatchUpAsync(arena);
        Assert.Equal(2, await arena.ModeAsync());
        return guard;
    }
}
