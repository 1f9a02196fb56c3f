using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts.Tests;

/// <summary>The hot path allocates nothing once its memory has grown to the size of the block.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Extracting_a_recorded_block_again_allocates_nothing()
    {
        foreach (string file in BlockPack.Files("blocks").Where((_, i) => i % 6 == 0))
        {
            BlockFacts facts = BlockPack.Read(file);
            Assert.Equal(0, AllocatedByASecondExtraction(facts));
        }
    }

    [Fact]
    public void Extracting_an_attack_again_allocates_nothing()
    {
        foreach (string file in BlockPack.Files("attacks").Where((_, i) => i % 8 == 0))
        {
            Assert.Equal(0, AllocatedByASecondExtraction(BlockPack.Read(file)));
        }
    }

    [Fact]
    public void Extracting_a_block_of_swaps_again_allocates_nothing() =>
        Assert.Equal(0, AllocatedByASecondExtraction(SyntheticBlock.Read(true, PairTrades.Swap(), PairTrades.Swap())));

    private static long AllocatedByASecondExtraction(BlockFacts facts)
    {
        var extractor = new FactExtractor();
        extractor.Extract(facts);
        extractor.Extract(facts);
        // The least of three: a collection that another test causes charges this thread for its half-used buffer.
        return Enumerable.Range(0, 3).Min(_ => Allocated(() => extractor.Extract(facts)));
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
