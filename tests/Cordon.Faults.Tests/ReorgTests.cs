using System.Text.Json;
using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>Blocks with open incidents are replaced: the incidents are taken back, the next attack is seen.</summary>
[Collection(FaultCollection.Name)]
public class ReorgTests(FaultArena fixture, ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    public async Task An_incident_of_a_block_that_was_replaced_is_taken_back_and_found_again(int depth)
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        string config = GuardConfig.Write(arena, folder.Path, policy: GuardConfig.Notifying);
        await using GuardProcess guard = GuardProcess.Start(arena, config);
        await guard.CatchUpAsync(arena);
        await fixture.SendAttackAsync();
        await arena.MineAsync();
        for (int more = 1; more < depth; more++) await arena.MineAsync();
        await guard.CatchUpAsync(arena);
        Assert.True(await fixture.IsAttackMinedAsync());
        HashSet<string> open = guard.Incidents();
        Assert.NotEmpty(open);

        await arena.AskAsync("anvil_reorg", RpcParam.Json($"{depth}"), RpcParam.Json("[]"));
        await arena.AskAsync("anvil_dropAllTransactions");
        await arena.MineAsync(); // one longer than before: nodes tell heads by number

        JsonElement block = await guard.UntilAsync("block", e => e.GetProperty("dropped").GetInt32() > 0);
        Assert.Equal(depth, block.GetProperty("dropped").GetInt32());
        await guard.UntilAsync("incident-retracted", e =>
            open.Contains(e.GetProperty("incident").GetProperty("id").GetString()!));
        Assert.False(await fixture.IsAttackMinedAsync());

        int before = guard.Of("incident-opened").Count();
        await fixture.SendAttackAsync();
        await arena.MineAsync();
        await guard.CatchUpAsync(arena);
        await guard.UntilAsync(() => Task.FromResult(guard.Of("incident-opened").Skip(before)
            .Any(e => e.GetProperty("incident").GetProperty("protocol").ValueKind == JsonValueKind.String)
            || guard.Of("incident-changed").Any(IsOpenAgain)), "the attack found again");
        Assert.False(guard.HasExited);

        bool IsOpenAgain(JsonElement happened) =>
            open.Contains(happened.GetProperty("incident").GetProperty("id").GetString()!)
            && happened.GetProperty("at").GetDateTimeOffset() > block.GetProperty("at").GetDateTimeOffset();
    }

    [Fact]
    public async Task A_pause_that_was_replaced_with_its_block_is_in_force_again_and_was_not_doubled()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using GuardProcess guard = GuardProcess.Start(arena, GuardConfig.Write(arena, folder.Path));
        await guard.CatchUpAsync(arena);
        await fixture.SendAttackAsync();
        await fixture.UntilSentAsync(1, guard);
        await arena.MineAsync();
        await guard.CatchUpAsync(arena);
        Assert.Equal(2, await arena.ModeAsync());

        await arena.AskAsync("anvil_reorg", RpcParam.Json("1"), RpcParam.Json("[]"));
        await guard.UntilAsync("block", e => e.GetProperty("dropped").GetInt32() > 0
            || e.GetProperty("block").GetUInt64() == 0);
        await guard.UntilAsync(async () =>
        {
            await arena.MineAsync();
            await guard.CatchUpAsync(arena); // blocks that come faster than it looks would always be ahead of it
            return await arena.ModeAsync() == 2;
        }, "the pause in force again");

        Assert.Equal(1, await fixture.RaisesAsync());
        await arena.AssertRaisedOnceAsync(guard.Story);
    }
}
