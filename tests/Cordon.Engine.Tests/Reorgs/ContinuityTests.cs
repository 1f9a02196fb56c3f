using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Tests.Kit;

namespace Cordon.Engine.Tests.Reorgs;

public class ContinuityTests
{
    private static Task<BlockFormatException> Rejected(Continuity continuity, params ScriptBlock[] blocks) =>
        Assert.ThrowsAsync<BlockFormatException>(() => Scan.RunAsync(blocks, continuity, threads: 1));

    [Theory]
    [InlineData(Continuity.Chain)]
    [InlineData(Continuity.Recording)]
    public async Task The_same_block_twice_is_an_error_that_names_it(Continuity continuity)
    {
        BlockFormatException failure = await Rejected(continuity, new(5, "five", "four"), new(5, "five", "four"));

        Assert.StartsWith($"script:1: block.number: block 5 ({Names.Hash("five")}) appears twice", failure.Message);
    }

    [Theory]
    [InlineData(Continuity.Chain)]
    [InlineData(Continuity.Recording)]
    public async Task A_parent_hash_that_does_not_fit_is_an_error(Continuity continuity)
    {
        BlockFormatException failure = await Rejected(continuity, new(5, "five", "four"), new(6, "six", "other"));

        Assert.Equal($"script:1: block.parentHash: {Names.Hash("other")} does not fit: block 5 before it has the hash "
            + $"{Names.Hash("five")}", failure.Message);
    }

    [Fact]
    public async Task A_gap_is_an_error_in_a_chain_that_is_followed()
    {
        BlockFormatException failure = await Rejected(Continuity.Chain, new(5, "five", "four"),
            new(8, "eight", "seven"));

        Assert.Equal("script:1: block.number: 8 follows 5: 2 blocks are missing between", failure.Message);
    }

    [Fact]
    public async Task A_gap_is_allowed_in_a_recording()
    {
        Collector collected = await Scan.RunAsync(
            [new(5, "five", "four"), new(8, "eight", "seven")], Continuity.Recording);

        Assert.Equal([5UL, 8UL], collected.Blocks);
    }

    [Fact]
    public async Task Descending_recordings_are_an_error_that_says_what_to_do()
    {
        BlockFormatException failure =
            await Rejected(Continuity.Recording, new(8, "eight", "seven"), new(5, "five", "four"));

        Assert.Contains("5 comes after 8", failure.Message, StringComparison.Ordinal);
        Assert.Contains("in ascending order", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partial_blocks_may_come_in_any_order_in_a_recording_and_not_in_a_chain()
    {
        ScriptBlock[] blocks = [ScriptBlock.Partial(9), ScriptBlock.Partial(3), ScriptBlock.Partial(3)];

        Collector collected = await Scan.RunAsync(blocks, Continuity.Recording);

        Assert.Equal([9UL, 3UL, 3UL], collected.Blocks);
        BlockFormatException failure = await Rejected(Continuity.Chain, blocks);
        Assert.Contains("block.hash", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reorganisation_deeper_than_remembered_is_an_error_of_its_own()
    {
        ScriptBlock[] blocks =
        [
            new(1, "1", "0"), new(2, "2", "1"), new(3, "3", "2"), new(4, "4", "3"), new(2, "2b", "1"),
        ];

        ReorgTooDeepException failure = await Assert.ThrowsAsync<ReorgTooDeepException>(() =>
            Scan.RunAsync(blocks, depthMax: 2));

        Assert.Contains("block 2 does not build on any of the last 2 blocks before 4", failure.Message,
            StringComparison.Ordinal);
        await Scan.RunAsync(blocks, depthMax: 3); // remembers blocks 2 to 4 and the state before them
    }

    [Fact]
    public async Task Chains_are_kept_apart()
    {
        ScriptTx Tx(string name) => new(name, "s", new Mark("alpha", Severity.Info, "v"));
        ScriptBlock[] blocks =
        [
            new(1, "a1", "a0", Tx("t1")), new(7, "c7", "c6", Tx("t2")) { Chain = 56 },
            new(2, "a2", "a1", Tx("t3")), new(8, "c8", "c7", Tx("t4")) { Chain = 56 },
            new(3, "a3", "a2", Tx("t5")),
        ];

        Collector collected = await Scan.RunAsync(blocks);

        // Three marks on chain 1, two on chain 56: mixed histories would have told at the third of five.
        Signal tally = Assert.Single(collected.Signals, signal => signal.Detector == "tally");
        Assert.Equal((1UL, 3UL), (tally.Chain, tally.Block));
    }
}
