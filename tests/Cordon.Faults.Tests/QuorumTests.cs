using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>Guardians' nodes as processes of their own, with keys, stakes and ports of their own, on one chain: none
/// holds a quorum alone.</summary>
[Collection(FaultCollection.Name)]
public class QuorumTests(FaultArena fixture, ITestOutputHelper output)
{
    private const byte Confirmed = 1;
    private const byte Paused = 2;
    private const uint DaySeconds = 86_400;
    private const uint SoloPauseSeconds = 3_600;
    private const int LastBlocksMax = 3; // what was on its way when its sender ended may miss the first

    private static readonly UInt256 Stake = GuardedArena.Stake;

    [Fact]
    public async Task Three_nodes_that_see_the_same_pending_attack_raise_once_and_reach_the_quorum_together()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using Guards guards = await StartAsync(
            arena, folder, GuardConfig.PausingTogether, GuardConfig.PausingTogether, GuardConfig.PausingTogether);
        await fixture.SendAttackAsync();
        for (int seat = 0; seat < guards.All.Count; seat++) await UntilSentAsync(arena, guards.All[seat], seat);
        await arena.MineAsync();

        Hash256 incident = await UntilQuorumAsync(arena, guards.All);
        await guards.EndAsync();
        await UntilNothingIsPendingAsync(arena, guards);

        var record = await arena.ReadAsync(arena.Registry, new IncidentRegistry.IncidentCall(incident));
        Assert.True(record.Attack >= Stake * 2, $"{record.Attack} is no two thirds\n{guards.Story()}");
        await AssertTheQuorumStoppedItAsync(arena, incident, record, guards);
        await AssertItIsUpheldAsync(arena, incident);
    }

    [Fact]
    public async Task Where_the_raising_node_is_killed_the_others_reach_the_quorum_without_it()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using Guards guards = await StartAsync(
            arena, folder, GuardConfig.PausingTogether, GuardConfig.Attesting, GuardConfig.Attesting);
        await fixture.SendAttackAsync();
        await UntilSentAsync(arena, guards.All[0], 0);
        await guards.All[0].KillAsync();
        await arena.MineAsync();

        Hash256 incident = await UntilQuorumAsync(arena, [.. guards.All.Skip(1)]);
        await guards.EndAsync();
        await UntilNothingIsPendingAsync(arena, guards);

        var record = await arena.ReadAsync(arena.Registry, new IncidentRegistry.IncidentCall(incident));
        Assert.Equal(Stake * 2, record.Attack);
        Assert.False(await fixture.HasAttestedAsync(incident, seat: 0));
        await AssertTheQuorumStoppedItAsync(arena, incident, record, guards);
        await AssertItIsUpheldAsync(arena, incident);
    }

    private static async Task<Guards> StartAsync(GuardedArena arena, TemporaryFolder folder, params string[] policies)
    {
        List<GuardProcess> all = [];
        for (int seat = 0; seat < policies.Length; seat++)
        {
            string own = Directory.CreateDirectory(Path.Combine(folder.Path, $"{seat}")).FullName;
            string config = GuardConfig.Write(arena, own, policy: policies[seat], port: arena.Seats[seat].Port);
            all.Add(GuardProcess.Start(arena, config, seat: seat));
        }

        var guards = new Guards(all);
        foreach (GuardProcess guard in all) await guard.CatchUpAsync(arena);
        return guards;
    }

    private static Task UntilSentAsync(GuardedArena arena, GuardProcess guard, int seat) => guard.UntilAsync(
        async () => await arena.Client.GetTransactionCountAsync(
            arena.Seats[seat].Key.Address, "pending", GuardedArena.Stop) > 0,
        $"a transaction of guardian {seat}");

    // Blocks come by themselves meanwhile, as on a chain.
    private async Task<Hash256> UntilQuorumAsync(GuardedArena arena, IReadOnlyList<GuardProcess> alive)
    {
        Hash256 incident = Assert.Single(await fixture.LogsAsync(IncidentRegistry.RaisedEvent.Topic)).Topics[1];
        byte soloMode = await arena.ModeAsync();
        Assert.True(soloMode == Paused, $"the raise alone did not pause\n{Guards.StoryOf(alive)}");
        await arena.AskAsync("evm_setIntervalMining", RpcParam.Json("1"));
        try
        {
            await alive[0].UntilAsync(
                async () => (await fixture.LogsAsync(IncidentRegistry.QuorumReachedEvent.Topic)).Count > 0,
                $"a quorum\n{Guards.StoryOf(alive)}");
        }
        finally
        {
            await arena.AskAsync("evm_setIntervalMining", RpcParam.Json("0"));
        }

        return incident;
    }

    // To be asked once the guards have ended: nothing is sent any more.
    private static async Task UntilNothingIsPendingAsync(GuardedArena arena, Guards guards)
    {
        for (int blocks = 1; ; blocks++)
        {
            await arena.MineAsync();
            ulong waiting = 0;
            foreach ((PrivateKey key, _) in arena.Seats)
            {
                ulong mined = await arena.Client.GetTransactionCountAsync(key.Address, "latest", GuardedArena.Stop);
                waiting += await arena.Client.GetTransactionCountAsync(key.Address, "pending", GuardedArena.Stop)
                    - mined;
            }

            if (waiting == 0) return;
            Assert.True(blocks < LastBlocksMax, $"{waiting} transactions are stuck\n{guards.Story()}");
        }
    }

    private async Task AssertTheQuorumStoppedItAsync(
        GuardedArena arena, Hash256 incident, IncidentRegistry.Incident record, Guards guards)
    {
        Assert.Single(await fixture.LogsAsync(IncidentRegistry.RaisedEvent.Topic));
        Assert.Single(await fixture.LogsAsync(IncidentRegistry.QuorumReachedEvent.Topic));
        Assert.NotEqual(0UL, record.QuorumAt);
        Assert.True(record.ActionUntil > record.RaisedAt + SoloPauseSeconds, "the quorum made nothing longer");
        Assert.Equal(Paused, await arena.ModeAsync());

        // A vote counts its stake, so that the weight is that of those who have one, each once.
        int voters = 0;
        for (int seat = 0; seat < arena.Seats.Count; seat++)
            if (await fixture.HasAttestedAsync(incident, seat)) voters++;
        Assert.Equal(Stake * (uint)voters, record.Attack);
        UInt256 logged = UInt256.Zero;
        foreach (var (topics, data) in await fixture.LogsAsync(IncidentRegistry.AttestedEvent.Topic))
        {
            Assert.True(IncidentRegistry.AttestedEvent.TryDecode(topics, data, out var attested));
            logged += attested.Counted;
        }

        Assert.Equal(record.Attack, logged);
        int submissions = guards.All.Sum(guard => guard.Of("community")
            .Count(told => told.GetProperty("kind").GetString() == "submitted"));
        output.WriteLine($"{voters} votes in {submissions} submissions");
        Assert.True(submissions is > 0 and <= 2, $"{submissions} submissions\n{guards.Story()}");
    }

    /// <summary>A day later anyone has it settled: confirmed, and the raiser's bond is free again.</summary>
    private static async Task AssertItIsUpheldAsync(GuardedArena arena, Hash256 incident)
    {
        await arena.AskAsync("evm_increaseTime", (ulong)DaySeconds + 60);
        await arena.AskAsync("evm_setAutomine", true);
        try
        {
            await arena.ActAsync(
                Address.FromWord(0xbeef), arena.Registry, new IncidentRegistry.SettleCall(incident).Encode());
        }
        finally
        {
            await arena.AskAsync("evm_setAutomine", false);
        }

        var record = await arena.ReadAsync(arena.Registry, new IncidentRegistry.IncidentCall(incident));
        Assert.Equal(Confirmed, record.Outcome);
        foreach ((PrivateKey key, _) in arena.Seats)
        {
            Address guardian = await arena.ReadAsync(
                arena.StakeContract, new GuardianStake.GuardianOfKeyCall(key.Address));
            var bond = await arena.ReadAsync(arena.Registry, new IncidentRegistry.BondCall(guardian));
            Assert.True(bond.Locked.IsZero, $"{bond.Locked} of a bond is locked still");
        }
    }

    private sealed class Guards(IReadOnlyList<GuardProcess> all) : IAsyncDisposable
    {
        public IReadOnlyList<GuardProcess> All => all;

        public static string StoryOf(IEnumerable<GuardProcess> some) =>
            string.Join("\n\n", some.Select(guard => guard.Story()));

        public string Story() => StoryOf(all);

        /// <summary>Ends those that still run, which must have nothing to say against it.</summary>
        public async Task EndAsync()
        {
            foreach (GuardProcess guard in all.Where(guard => !guard.HasExited))
                Assert.Equal(0, await guard.InterruptAsync());
        }

        public async ValueTask DisposeAsync()
        {
            foreach (GuardProcess guard in all) await guard.DisposeAsync();
        }
    }
}
