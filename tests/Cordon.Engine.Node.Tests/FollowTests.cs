using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer.Faults;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Node.Tests;

/// <summary>Following the head, through reorganisations of any depth.</summary>
public class FollowTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Follows_new_blocks_as_they_come()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 5 });
        await using var reader = new ChainReader(chain, "follow");

        await reader.UntilAsync(5);
        await chain.Server.AdvanceAsync(3);
        await reader.UntilAsync(8);
        await chain.Server.AdvanceAsync();
        await reader.UntilAsync(9);

        Assert.Equal([5, 6, 7, 8, 9], reader.Delivered);
    }

    [Fact]
    public async Task Catches_up_from_an_older_block_before_it_follows()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 30 });
        await using var reader = new ChainReader(chain, "2..follow");

        await reader.UntilAsync(30);
        await chain.Server.AdvanceAsync();
        await reader.UntilAsync(31);

        Assert.Equal(Enumerable.Range(2, 30).Select(n => (ulong)n), reader.Delivered);
    }

    [Fact]
    public async Task Waits_for_a_first_block_that_is_still_to_come()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 5 });
        await using var reader = new ChainReader(chain, "8..follow");
        var look = new Fault(FaultKind.Delay) { Method = "eth_getBlockByNumber", Times = 3 };
        chain.Faults.Add(look);
        while (chain.Faults.Struck < 3) await Task.Delay(5, TestContext.Current.CancellationToken);

        await chain.Server.AdvanceAsync(4);
        await reader.UntilAsync(9);

        Assert.Equal([8, 9], reader.Delivered);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9)]
    [InlineData(4)]
    public async Task After_a_reorganisation_the_new_branch_follows_from_the_fork_on(ulong height)
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 10 });
        await using var reader = new ChainReader(chain, "3..follow");
        await reader.UntilAsync(10);

        await chain.Server.ReorganiseAsync(height);
        await reader.UntilAsync(11);

        IEnumerable<ulong> expected = [.. Numbers(3, 10), .. Numbers(height, 11)];
        Assert.Equal(expected, reader.Delivered);
        reader.AssertHolds(chain);
    }

    [Fact]
    public async Task A_tip_that_is_replaced_without_a_new_block_is_noticed()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 40 }); // the last there is
        await using var reader = new ChainReader(chain, "38..follow");
        await reader.UntilAsync(40);

        await chain.Server.ReorganiseAsync(39);
        await reader.UntilCountAsync(5);

        Assert.Equal([38, 39, 40, 39, 40], reader.Delivered);
        reader.AssertHolds(chain);
    }

    [Fact]
    public void Any_sequence_of_new_blocks_and_reorganisations_ends_in_the_nodes_chain() =>
        Prop.ForAll(Gen.Choose(-6, 3).ListOf(8).ToArbitrary(), async steps =>
        {
            await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 8 });
            await using var reader = new ChainReader(chain, "1..follow");
            if (steps[0] % 2 == 0) await reader.UntilAsync(8);
            foreach (int step in steps)
            {
                if (step >= 0) await chain.Server.AdvanceAsync(step);
                else await chain.Server.ReorganiseAsync(chain.Server.Head + 1 - (ulong)-step);
            }

            await chain.Server.AdvanceAsync(); // a block more, so that the tip is new
            await reader.UntilHoldsAsync(chain);
            return reader.IsLinked;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public async Task A_reorganisation_deeper_than_remembered_ends_with_advice()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 20 });
        await using var reader = new ChainReader(
            chain, "1..follow", TestChain.Options with { ReorgDepthMax = 4 });
        await reader.UntilAsync(20);

        await chain.Server.ReorganiseAsync(10);

        NodeSourceException failure = await reader.FailureAsync();
        Assert.Equal(
            $"Block {failure.Block} and those after it were not delivered: the chain no longer builds on any of the "
            + "last 4 blocks delivered. Check that the endpoints serve one chain, or allow deeper reorganisations.",
            failure.Message);
    }

    [Fact]
    public async Task A_subscription_brings_new_blocks_long_before_the_next_look()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 5, Count = 100_000 });
        await using var reader = new ChainReader(
            chain, "follow", TestChain.Options with { PollInterval = TimeSpan.FromHours(1) }, overWebSocket: true);
        await reader.UntilAsync(5);

        while (reader.Delivered[^1] < 9)
        {
            // The subscription starts at a moment of its own, so some announcements may come too early.
            await chain.Server.AdvanceAsync();
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        IReadOnlyList<ulong> delivered = reader.Delivered;
        Assert.Equal(Numbers(5, delivered[^1]), delivered);
    }

    [Fact]
    public async Task A_node_that_goes_away_while_followed_is_waited_for_and_no_block_is_lost()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 5 });
        await using var reader = new ChainReader(chain, "4..follow");
        await reader.UntilAsync(5);

        chain.Faults.Add(new Fault(FaultKind.Disconnect));
        await chain.Server.AdvanceAsync(10);
        int struck = chain.Faults.Struck;
        while (chain.Faults.Struck < struck + 10) // the calls of several attempts have failed
            await Task.Delay(10, TestContext.Current.CancellationToken);
        chain.Faults.Clear();

        await reader.UntilAsync(15);
        Assert.Equal(Numbers(4, 15), reader.Delivered);
    }

    [Fact]
    public async Task An_endpoint_that_lags_for_a_while_takes_nothing_back()
    {
        await using TestChain chain = await TestChain.StartAsync(o => o with { Head = 10 });
        await using var reader = new ChainReader(chain, "8..follow");
        await reader.UntilAsync(10);
        chain.Faults.Add(new Fault(FaultKind.OldBlock) { Method = "eth_getBlockByNumber", Amount = 2, Times = 5 });
        while (chain.Faults.Struck < 5) await Task.Delay(5, TestContext.Current.CancellationToken);

        await chain.Server.AdvanceAsync();
        await reader.UntilAsync(11);

        Assert.Equal([8, 9, 10, 11], reader.Delivered);
    }

    private static IEnumerable<ulong> Numbers(ulong from, ulong to)
    {
        for (ulong number = from; number <= to; number++) yield return number;
    }

    /// <summary>Reads in the background and keeps what a consumer would hold: a new block replaces all from its height
    /// on.</summary>
    private sealed class ChainReader : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Lock _lock = new();
        private readonly List<ulong> _delivered = [];
        private readonly List<BlockHeader> _held = [];
        private readonly IAsyncDisposable _node;
        private readonly Task _reading;

        public ChainReader(
            TestChain chain, string selection, NodeSourceOptions? options = null, bool overWebSocket = false)
        {
            IRpcCaller node = overWebSocket
                ? new RpcClient(RpcEndpoint.Parse(chain.Server.WebSocketUrl))
                : chain.Pool();
            _node = (IAsyncDisposable)node;
            var source = new NodeBlockSource(node, BlockSelection.Parse(selection), options ?? TestChain.Options);
            _reading = ReadAsync(source);
        }

        public IReadOnlyList<ulong> Delivered
        {
            get { lock (_lock) return [.. _delivered]; }
        }

        public bool IsLinked { get; private set; } = true;

        public Task UntilAsync(ulong number) => UntilAsync(() => _delivered.Count > 0 && _delivered[^1] == number);

        public Task UntilCountAsync(int count) => UntilAsync(() => _delivered.Count >= count);

        public Task UntilHoldsAsync(TestChain chain) => UntilAsync(() => Holds(chain));

        public void AssertHolds(TestChain chain)
        {
            lock (_lock) Assert.True(Holds(chain));
            Assert.True(IsLinked);
        }

        public async Task<NodeSourceException> FailureAsync() =>
            await Assert.ThrowsAsync<NodeSourceException>(() => _reading.WaitAsync(Limit));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _node.DisposeAsync();
            _stop.Dispose();
        }

        private bool Holds(TestChain chain) => _held.Count > 0 && _held[^1].Number == chain.Server.Head
            && _held.TrueForAll(h => BlockHeader.Read(chain.Server.HeaderOf(h.Number).Span).Hash == h.Hash);

        private async Task UntilAsync(Func<bool> reached)
        {
            using var limit = new CancellationTokenSource(Limit);
            while (true)
            {
                lock (_lock)
                {
                    if (reached()) return;
                }

                if (_reading.IsCompleted) await _reading;
                await Task.Delay(5, limit.Token);
            }
        }

        private async Task ReadAsync(NodeBlockSource source)
        {
            await foreach (RawBlock block in source.ReadAsync(_stop.Token))
            {
                using (block) Take(TestChain.HeaderOf(Encoding.UTF8.GetString(block.Bytes.Span)));
            }
        }

        private void Take(BlockHeader header)
        {
            lock (_lock)
            {
                _delivered.Add(header.Number);
                _held.RemoveAll(held => held.Number >= header.Number);
                Hash256? tip = _held.Count > 0 ? _held[^1].Hash : header.ParentHash;
                IsLinked &= tip == header.ParentHash;
                _held.Add(header);
            }
        }
    }
}
