using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Domain.Sending;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Live;

/// <summary>More is pending than can be run.</summary>
[Collection(ArenaCollection.Name)]
public sealed class OverflowTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private const int Decoys = 180;
    private const int Protected = 3;
    private const string Skipped = "pending transactions that were skipped";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_attack_among_more_than_can_be_run_is_stopped_and_what_was_skipped_is_said_with_its_number()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        using var crowd = new ArenaAccount(arena.Seed, "crowd");
        using var customer = new ArenaAccount(arena.Seed, "customer");
        foreach (ArenaAccount account in (ArenaAccount[])[crowd, customer])
            await arena.Stage.Chain.EndowAsync(account.Address, Deployer.Ether(1_000), GuardedArena.Stop);
        byte[] transfer = new TestToken.TransferCall(crowd.Address, 0).Encode();
        for (int i = 0; i < Decoys; i++) await SendAsync(arena, crowd, arena.World.Weth, transfer);
        Hash256 hash = await arena.SendAsync(attack);
        HashSet<Hash256> urgent = [];
        for (int i = 0; i < Protected; i++)
            urgent.Add(await SendAsync(arena, customer, arena.World.Lender, [1, 2, 3, (byte)i]));

        // Whoever comes late finds them all at once.
        await using RunningNode node = await RunningNode.StartAsync(Narrow(arena), arena.Key);
        NodeEvent.ActionSent sent = await node.UntilAsync<NodeEvent.ActionSent>();
        PendingSummary summary = await node.UntilAsync(() => Settled(node, arena), "all looked at or skipped");
        await arena.MineAsync();
        NodeEvent.Blind blind = await node.UntilAsync<NodeEvent.Blind>(e => e.Missing == Skipped);
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.SightRestored>(e => e.Missing == Skipped);
        output.WriteLine($"{summary}");

        Assert.InRange(summary.Skipped, Decoys / 2, Decoys);
        Assert.Equal(summary.Skipped, summary.SkippedByRank[(int)PendingRank.Routine]); // nothing that matters more
        // Said with the first block, which may have come while they were being looked at.
        Assert.InRange(long.Parse(blind.Cause.Split(' ')[0]), 1, summary.Skipped);
        Assert.All(urgent, each => Assert.Contains(each, Looked(node)));
        Assert.Contains(hash, Looked(node));
        int last = Looked(node).FindLastIndex(urgent.Contains);
        Assert.InRange(last, 0, Decoys / 2); // before the crowd, but for what was begun before they came
        await AssertStoppedAsync(arena, sent.Record, hash);
    }

    private static async Task AssertStoppedAsync(GuardedArena arena, SendRecord sent, Hash256 attack)
    {
        Assert.Equal(2, await arena.ModeAsync());
        Assert.True(await arena.IndexAsync(sent.Latest.Hash) < await arena.IndexAsync(attack));
    }

    // The verdicts' transactions in their order.
    private static List<Hash256> Looked(RunningNode node) =>
        [.. node.Of<NodeEvent.PendingSeen>().Select(e => e.Verdict.Transaction?.Hash ?? default)];

    // Once every notice has become a verdict, or was skipped.
    private static PendingSummary? Settled(RunningNode node, GuardedArena arena)
    {
        if (!node.Node.Pending.TryGetValue(arena.ChainId, out PendingSummary? summary)) return null;
        long done = summary.Skipped + summary.Simulated + summary.Refused + summary.Plain + summary.Mined;
        return summary.Noticed > Decoys + Protected && done >= summary.Noticed ? summary : null;
    }

    private static async Task<Hash256> SendAsync(GuardedArena arena, ArenaAccount sender, Address to, byte[] data)
    {
        SignedTransaction signed = sender.Sign(new Transaction
        {
            ChainId = arena.ChainId,
            To = to,
            Data = data,
            GasLimit = 60_000,
            MaxPriorityFeePerGas = 1_000_000_000,
            MaxFeePerGas = UInt256.Parse("50000000000"),
        });
        await arena.Client.SendRawTransactionAsync(signed.Encode(), GuardedArena.Stop);
        return signed.Hash();
    }

    private NodeSettings Narrow(GuardedArena arena)
    {
        NodeSettings settings = RunningNode.Settings(arena, _folder.Path);
        return settings with
        {
            Options = settings.Options with
            {
                Pending = new PendingWatchOptions { QueueMax = 8, ReturnMax = 0, Workers = 1 },
            },
        };
    }
}
