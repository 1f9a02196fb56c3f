using Cordon.Arena.Chain;
using Cordon.Domain.Invariants;
using Cordon.Domain.Signals;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

public class InvariantWatchTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_block_that_breaks_an_invariant_is_named_and_no_other()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        Act attack = await arena.PrepareAttackAsync();
        var watch = new InvariantWatch(arena.Client, LiveArena.ChainId, [arena.Covered]);
        BlockHeader before = await HeadAsync(arena);
        Assert.Empty(await watch.CheckAsync(before, LiveArena.Cancellation));

        await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        BlockHeader broken = await HeadAsync(arena);
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        BlockHeader after = await HeadAsync(arena);

        Signal signal = Assert.Single(await watch.CheckAsync(broken, LiveArena.Cancellation));
        Assert.Equal(("invariant", broken.Number, broken.Hash), (signal.Detector, signal.Block, signal.BlockHash));
        Assert.Null(signal.Tx);
        Assert.Equal("300000000000000000000", (string?)signal.Evidence["before"]!["left"]);
        Assert.False(PendingSignals.IsPending(signal));
        Assert.Empty(await watch.CheckAsync(after, LiveArena.Cancellation)); // broken already
        Assert.Single(await watch.CheckAsync(broken, LiveArena.Cancellation)); // as after a reorganisation
    }

    [Fact]
    public async Task An_invariant_that_cannot_be_told_is_said_to_be_once()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        Invariant nowhere = arena.Covered with
        {
            Calls = [InvariantCall.Parse("cash", "nothing()(uint256)", arena.World.Lender)],
            Formula = InvariantFormula.Parse("cash > 0", ["cash"]),
        };
        Invariant infinite = arena.InvariantOf("infinite", "cash / (ether - ether) > 1");
        var watch = new InvariantWatch(arena.Client, LiveArena.ChainId, [nowhere, infinite, arena.Covered]);

        IReadOnlyList<Signal> first = await watch.CheckAsync(await HeadAsync(arena), LiveArena.Cancellation);
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        IReadOnlyList<Signal> second = await watch.CheckAsync(await HeadAsync(arena), LiveArena.Cancellation);

        Assert.Equal(["blind", "blind"], first.Select(signal => signal.Detector));
        Assert.Empty(second);
    }

    [Fact]
    public async Task A_node_that_does_not_know_the_block_is_an_error_and_no_broken_invariant()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output, traders: 1);
        var watch = new InvariantWatch(arena.Client, LiveArena.ChainId, [arena.Covered]);
        BlockHeader stranger = (await HeadAsync(arena)) with { Hash = Transactions.Hash(5) };

        await Assert.ThrowsAnyAsync<RpcException>(() => watch.CheckAsync(stranger, LiveArena.Cancellation));
    }

    private static async Task<BlockHeader> HeadAsync(LiveArena arena) =>
        (await arena.Client.GetBlockHeaderAsync("latest", LiveArena.Cancellation))!;
}
