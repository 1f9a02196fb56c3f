using System.Collections.Concurrent;
using Cordon.Domain.Ports;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Tests.Kit;

namespace Cordon.Engine.Tests.Pipeline;

public class BlocksReadByWorkersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_threads_read_two_blocks_beside_each_other()
    {
        ScriptBlock[] chain = Chain(20);
        using Barrier both = new(2);
        ScriptSource source = new(chain)
        {
            OnRead = index => Assert.True(index > 1 || both.SignalAndWait(Patience, Ended), "one waits for the other"),
        };
        Collector collected = new();

        await Scan.RunAsync(source, chain, collected, new ScanOptions { Threads = 2 }, Ended);

        Assert.Equal(chain.Select(block => block.Number), collected.Blocks);
        Assert.Equal(0, source.BuffersOut);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_block_that_cannot_be_read_stops_the_scan_after_all_before_it_were_delivered(int threads)
    {
        ScriptBlock[] chain = Chain(60);
        ScriptSource source = new(chain)
        {
            OnRead = index => _ = index == 25 ? throw new IOException("the file is gone") : 0,
        };
        Collector collected = new();

        IOException failure = await Assert.ThrowsAsync<IOException>(() =>
            Scan.RunAsync(source, chain, collected, new ScanOptions { Threads = threads }, Ended));

        Assert.Equal("the file is gone", failure.Message);
        Assert.Equal(chain[..25].Select(block => block.Number), collected.Blocks);
        Assert.Equal(0, source.BuffersOut);
    }

    [Fact]
    public async Task Of_the_blocks_that_an_earlier_scan_delivered_the_last_alone_is_read()
    {
        ScriptBlock[] chain = Chain(30);
        ConcurrentBag<int> read = [];
        ScriptSource source = new(chain) { OnRead = read.Add };
        ScanCursor cursor = new("script", 20, 1, 20, Names.Hash("b20"));
        Collector collected = new();

        await Scan.RunAsync(
            source, chain, collected, new ScanOptions { Threads = 2 }, ScanStart.After(cursor, []), Ended);

        Assert.Equal(Enumerable.Range(19, 11), read.Order());
        Assert.Equal(chain[20..].Select(block => block.Number), collected.Blocks);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Blocks_go_on_while_a_long_one_is_read_for_as_many_as_may_be_held(int threads)
    {
        ScriptBlock[] chain = Chain(100);
        int begun = 0;
        using ManualResetEventSlim enough = new();
        ScriptSource source = new(chain)
        {
            OnRead = index =>
            {
                if (Interlocked.Increment(ref begun) == 8 * threads) enough.Set();
                if (index == 0) Assert.True(enough.Wait(Patience, Ended), "the others wait for the long one");
            },
        };
        Collector collected = new();

        await Scan.RunAsync(source, chain, collected, new ScanOptions { Threads = threads }, Ended);

        Assert.Equal(chain.Select(block => block.Number), collected.Blocks);
    }

    private static ScriptBlock[] Chain(int length) =>
        [.. Enumerable.Range(1, length).Select(i => new ScriptBlock((ulong)i, $"b{i}", $"b{i - 1}")
        {
            Timestamp = (ulong)(1_000_000 + i),
        })];
}
