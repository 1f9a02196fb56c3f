using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending.Tests;

/// <summary>What is in a block is known to be, whatever the node answers at first and however many blocks come at once.
/// </summary>
public class HeadTrackerTests
{
    private readonly SeenTransactions _seen = new(1_000);

    [Theory]
    [InlineData("null")] // of several nodes behind one address another has it
    [InlineData("error {\"code\":-32000,\"message\":\"header not found\"}")]
    [InlineData("{\"cut")]
    public async Task A_block_that_the_node_does_not_give_at_first_is_noted_once_it_does(string answer)
    {
        int asked = 0;
        await using var node = new FakeNode((method, parameters) => method switch
        {
            "eth_getBlockByNumber" => Json(7),
            "eth_getBlockByHash" when Interlocked.Increment(ref asked) < 3 => answer,
            "eth_getBlockByHash" => Json(7),
            _ => null,
        });
        await using var tracking = new Tracking(node, _seen);

        await tracking.UntilAsync(() => _seen.IsMined(In(7)));
        Assert.Equal((7ul, (UInt256)7), (tracking.Heads.Current!.Number, tracking.Heads.BaseFee));
    }

    [Fact]
    public async Task Blocks_between_two_heads_are_noted_too_and_none_below_the_first()
    {
        ulong head = 7;
        await using var node = new FakeNode((method, parameters) => method switch
        {
            "eth_getBlockByNumber" => Json(Volatile.Read(ref head)),
            "eth_getBlockByHash" => Json(NumberOf(parameters)),
            _ => null,
        });
        await using var tracking = new Tracking(node, _seen);
        await tracking.UntilAsync(() => _seen.IsMined(In(7)));

        Volatile.Write(ref head, 12ul);

        await tracking.UntilAsync(() => _seen.IsMined(In(12)));
        Assert.All(Enumerable.Range(7, 6), number => Assert.True(_seen.IsMined(In((ulong)number))));
        Assert.False(_seen.IsMined(In(6)));
    }

    [Fact]
    public async Task A_node_that_is_a_block_behind_for_a_moment_takes_nothing_back()
    {
        ulong head = 7;
        int looks = 0;
        await using var node = new FakeNode((method, parameters) =>
        {
            if (method == "eth_getBlockByNumber") Interlocked.Increment(ref looks);
            return method switch
            {
                "eth_getBlockByNumber" => Json(Volatile.Read(ref head)),
                "eth_getBlockByHash" => Json(NumberOf(parameters)),
                _ => null,
            };
        });
        await using var tracking = new Tracking(node, _seen);
        await tracking.UntilAsync(() => _seen.IsMined(In(7)));
        Volatile.Write(ref head, 8ul);
        await tracking.UntilAsync(() => _seen.IsMined(In(8)));

        Volatile.Write(ref head, 7ul);
        int before = Volatile.Read(ref looks);
        await tracking.UntilAsync(() => Volatile.Read(ref looks) > before + 2);

        Assert.True(_seen.IsMined(In(8)));
    }

    private static Hash256 In(ulong number) => Transactions.Hash((int)number);

    private static ulong NumberOf(JsonElement parameters)
    {
        Hash256 hash = Hash256.Parse(parameters[0].GetString()!);
        return (ulong)Enumerable.Range(0, 100).First(number => Transactions.BlockHash((ulong)number) == hash);
    }

    private static string Json(ulong number) => $$"""
        {"number":"0x{{number:x}}","hash":"{{Transactions.BlockHash(number)}}",
         "parentHash":"{{Transactions.BlockHash(number - 1)}}","timestamp":"0x1","baseFeePerGas":"0x{{number:x}}",
         "transactions":["{{In(number)}}"]}
        """;

    private sealed class Tracking : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        private readonly EndpointRing _ring;
        private readonly Task _running;

        public Tracking(FakeNode node, SeenTransactions seen)
        {
            _ring = new EndpointRing(
                [node.Client], new BlindLog(_ => { }), TimeSpan.FromSeconds(1), TimeProvider.System);
            Heads = new HeadTracker(
                _ring, seen, new PendingWatchOptions { PollInterval = TimeSpan.FromMilliseconds(10) },
                TimeProvider.System);
            _running = Heads.RunAsync(_stop.Token);
        }

        public HeadTracker Heads { get; }

        public async Task UntilAsync(Func<bool> holds)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            while (!holds()) await Task.Delay(5, limit.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _ring.DisposeAsync();
            _stop.Dispose();
        }
    }
}
