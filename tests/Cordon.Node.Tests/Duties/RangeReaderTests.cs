using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Engagement;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>What a node digests is what the specification says, and nothing where it cannot know.</summary>
public sealed class RangeReaderTests(DutyFixture fixture, ITestOutputHelper output) : IClassFixture<DutyFixture>
{
    [Fact]
    public async Task Every_range_of_a_chain_with_deployments_attacks_and_trade_has_the_digest_of_the_page()
    {
        (GuardedArena arena, _) = await fixture.BeginAsync(output);
        ulong head = await arena.Client.BlockNumberAsync(GuardedArena.Stop);
        Assert.True(head > 60, $"{head}");
        for (ulong first = 0; first <= head; first += 16)
        {
            ulong last = Math.Min(first + 15, head);
            RangeDigest found = await Reader(arena, arena.Client).DigestAsync(first, last, GuardedArena.Stop);

            Assert.Equal(
                await ReferenceDigest.ComputeAsync(arena.Client, arena.ChainId, first, last), found.Digest);
            BlockHeader? header = await arena.Client.GetBlockHeaderAsync(last, GuardedArena.Stop);
            Assert.Equal(header!.Hash, found.LastHash);
        }
    }

    [Theory]
    [InlineData("debug_")]
    [InlineData("eth_getBlockReceipts", "eth_getTransactionReceipt", "eth_getLogs")]
    public async Task Nothing_is_digested_where_the_endpoint_lacks_a_part(params string[] lacks)
    {
        (GuardedArena arena, _) = await fixture.BeginAsync(output);
        ulong head = await arena.Client.BlockNumberAsync(GuardedArena.Stop);

        RangeUnreadableException refused = await Assert.ThrowsAsync<RangeUnreadableException>(
            () => Reader(arena, new LackingEndpoint(arena.Client, lacks)).DigestAsync(1, head, GuardedArena.Stop));

        Assert.Contains("not all is known", refused.Message);
    }

    [Fact]
    public async Task Traces_and_logs_are_enough_where_an_endpoint_gives_no_receipts()
    {
        (GuardedArena arena, _) = await fixture.BeginAsync(output);
        ulong head = await arena.Client.BlockNumberAsync(GuardedArena.Stop);
        var lacking = new LackingEndpoint(arena.Client, ["eth_getBlockReceipts", "eth_getTransactionReceipt"]);

        Assert.Equal(
            await Reader(arena, arena.Client).DigestAsync(1, head, GuardedArena.Stop),
            await Reader(arena, lacking).DigestAsync(1, head, GuardedArena.Stop));
    }

    [Fact]
    public async Task A_range_beyond_the_head_is_refused()
    {
        (GuardedArena arena, _) = await fixture.BeginAsync(output);
        ulong head = await arena.Client.BlockNumberAsync(GuardedArena.Stop);

        await Assert.ThrowsAsync<RangeUnreadableException>(
            () => Reader(arena, arena.Client).DigestAsync(head, head + 1, GuardedArena.Stop));
    }

    private static RangeReader Reader(GuardedArena arena, IRpcCaller node) =>
        new(node, arena.ChainId, new NodeOptions(), TimeProvider.System);
}
