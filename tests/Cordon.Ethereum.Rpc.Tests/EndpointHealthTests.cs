using System.Collections.Concurrent;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer.Faults;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>The limits by which a pool judges its endpoints, at and beside their values.</summary>
public class EndpointHealthTests
{
    private static readonly EndpointPoolOptions Hasty = new()
    {
        RestAfterFailure = TimeSpan.FromMilliseconds(1),
        ProbeTimeout = TimeSpan.FromSeconds(20),
        ProbeInterval = TimeSpan.FromHours(1),
    };

    private readonly ConcurrentQueue<EndpointReport> _reports = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, 7, false)]
    [InlineData(3, 6, true)]
    [InlineData(0, 10, false)]
    [InlineData(0, 9, true)]
    public async Task Lags_who_is_more_blocks_behind_than_allowed(int lagBlocksMax, int head, bool lags)
    {
        await using FaultyServer slow = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Count = 20, Head = (ulong)head });
        await using FaultyServer best = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Count = 20, Head = 10 });
        await using EndpointPool pool = Pool(
            Hasty with { LagBlocksMax = lagBlocksMax }, slow.Client(), best.Client());

        await pool.ProbeAsync(Cancellation);

        Assert.Equal(lags ? [EndpointReportKind.Lagging] : [], _reports.Select(report => report.Kind));
        Assert.Equal([(ulong)head, 10ul], pool.Health.Select(health => health.Head!.Value));
        Assert.All(pool.Health, health => Assert.True(health.IsUsable)); // late is better than never
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_call_ends_after_as_many_rounds_as_allowed(int roundsMax)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(Hasty with { RoundsMax = roundsMax }, server.Client());
        await pool.ProbeAsync(Cancellation);
        server.Faults.Add(new Fault(FaultKind.ServerError) { Method = "eth_getCode" });

        await Assert.ThrowsAsync<RpcException>(() => pool.GetCodeAsync(Address.Zero, "latest", Cancellation));

        Assert.Equal(roundsMax, server.Faults.Struck);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_a_health_check_in_time_is_left_alone_and_reported()
    {
        await using FaultyServer mute = await FaultyServer.StartAsync();
        await using FaultyServer good = await FaultyServer.StartAsync();
        mute.Faults.Add(new Fault(FaultKind.Hang) { Method = "eth_chainId" });
        await using EndpointPool pool = Pool(
            Hasty with { ProbeTimeout = TimeSpan.FromSeconds(8), RestAfterFailure = TimeSpan.FromMinutes(1) },
            mute.Client(), good.Client());

        using RpcPayload answer = await pool.CallRawAsync(new RpcCall("eth_blockNumber"), Cancellation);

        Assert.Equal(good.Server.HttpUrl, answer.Source);
        Assert.Equal(
            $"eth_chainId at {mute.Server.HttpUrl}: no answer to a health check within 8 s. It is left to rest.",
            Assert.Single(_reports).Message);
        Assert.Equal([false, true], pool.Health.Select(health => health.IsUsable));
    }

    [Fact]
    public async Task A_failure_costs_its_endpoint_the_first_place_until_it_has_proved_itself()
    {
        await using FaultyServer one = await FaultyServer.StartAsync();
        await using FaultyServer two = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(Hasty, one.Client(), two.Client());
        await pool.ProbeAsync(Cancellation);
        one.Faults.Add(new Fault(FaultKind.ServerError) { Times = 1 });
        two.Faults.Add(new Fault(FaultKind.Delay) { Duration = TimeSpan.FromMilliseconds(30) }); // slow, but sound
        await AskAsync(pool);
        while (one.Faults.Struck == 0) await AskAsync(pool);

        for (int i = 0; i < 5; i++) Assert.Equal(two.Server.HttpUrl, await AskAsync(pool));

        Assert.InRange(pool.Health[0].Score, 0.4, 0.9);
        Assert.InRange(pool.Health[1].Latency, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Of_the_healthy_the_nearest_kind_is_asked_however_fast_the_others_are()
    {
        await using FaultyServer near = await FaultyServer.StartAsync(), far = await FaultyServer.StartAsync();
        near.Faults.Add(new Fault(FaultKind.Delay) { Duration = TimeSpan.FromMilliseconds(20) });
        await using EndpointPool pool = Pool(
            Hasty, far.Client(RpcTransportKind.Http), far.Client(RpcTransportKind.WebSocket),
            near.Client(RpcTransportKind.Ipc));
        await pool.ProbeAsync(Cancellation);

        for (int i = 0; i < 8; i++) Assert.Equal(near.Url(RpcTransportKind.Ipc), await AskAsync(pool));
    }

    [Fact]
    public async Task After_a_failure_the_next_kind_is_asked_until_the_nearest_has_answered_a_look()
    {
        await using FaultyServer near = await FaultyServer.StartAsync(), far = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(
            Hasty, near.Client(RpcTransportKind.Ipc), far.Client(RpcTransportKind.Http),
            far.Client(RpcTransportKind.WebSocket));
        await pool.ProbeAsync(Cancellation);
        string ipc = near.Url(RpcTransportKind.Ipc), webSocket = far.Url(RpcTransportKind.WebSocket);
        near.Faults.Add(new Fault(FaultKind.Disconnect) { Method = "eth_getCode", Times = 1 });

        await pool.GetCodeAsync(Address.Zero, "latest", Cancellation);
        for (int i = 0; i < 8; i++) Assert.Equal(webSocket, await AskAsync(pool));
        await pool.ProbeAsync(Cancellation);

        Assert.Equal(ipc, await AskAsync(pool));
        Assert.Equal([EndpointReportKind.Failing, EndpointReportKind.Recovered], _reports.Select(r => r.Kind));
    }

    [Fact]
    public async Task One_that_answers_looks_and_fails_at_calls_is_not_preferred_for_long()
    {
        await using FaultyServer near = await FaultyServer.StartAsync(), far = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(
            Hasty with { RestAfterFailure = TimeSpan.FromMilliseconds(100) }, // longer than a round on a slow machine
            near.Client(RpcTransportKind.Ipc), far.Client(RpcTransportKind.Http));
        near.Faults.Add(new Fault(FaultKind.Disconnect) { Method = "eth_getCode" });
        for (int i = 0; i < 12; i++)
        {
            await pool.ProbeAsync(Cancellation);
            await pool.GetCodeAsync(Address.Zero, "latest", Cancellation);
        }

        Assert.InRange(near.Faults.Struck, 1, 7); // every second time on a machine so slow that no rest is left
    }

    [Fact]
    public async Task An_outvoted_endpoint_rests_as_long_as_the_options_say_and_then_is_asked_again()
    {
        var time = new ManualTime();
        FaultyServer[] servers =
        [
            await FaultyServer.StartAsync(), await FaultyServer.StartAsync(), await FaultyServer.StartAsync(),
        ];
        await using var pool = new EndpointPool(
            servers.Select(server => server.Client()), Hasty with { RestAfterOutvoted = TimeSpan.FromMinutes(7) },
            time, _reports.Enqueue);
        servers[1].Faults.Add(new Fault(FaultKind.LieAboutLog) { Block = 1005 });
        await pool.CompareBlockAsync(1005, await ViewOf(servers[0], 1005), Cancellation);

        time.Advance(TimeSpan.FromMinutes(6.9));
        Assert.Equal([true, false, true], pool.Health.Select(health => health.IsUsable));
        time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal([true, true, true], pool.Health.Select(health => health.IsUsable));

        foreach (FaultyServer server in servers) await server.DisposeAsync();
    }

    [Fact]
    public async Task Each_endpoint_is_described_by_why_it_could_not_be_asked()
    {
        await using FaultyServer poor = await FaultyServer.StartAsync(o => o with { MissingMethods = ["debug_"] });
        await using FaultyServer tired = await FaultyServer.StartAsync();
        await using FaultyServer other = await FaultyServer.StartAsync(options => options with { ChainId = 5 });
        await using EndpointPool pool = Pool(
            Hasty with
            {
                ChainId = 1,
                RestAfterFailure = TimeSpan.FromHours(1),
                RestMax = TimeSpan.FromMilliseconds(1),
            },
            poor.Client(), tired.Client(), other.Client());
        tired.Faults.Add(new Fault(FaultKind.Html) { Method = "debug_traceBlockByNumber" });
        var call = new RpcCall("debug_traceBlockByNumber", 1000ul);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => pool.CallRawAsync(call, Cancellation));

        Assert.Contains($"{other.Server.HttpUrl}: serves chain 5", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{tired.Server.HttpUrl}: the answer is HTML", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{poor.Server.HttpUrl}: the node answered error", failure.Message, StringComparison.Ordinal);
        RpcException later = await Assert.ThrowsAsync<RpcException>(() => pool.CallRawAsync(call, Cancellation));
        Assert.Contains($"{poor.Server.HttpUrl}: does not offer the method", later.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_moves_on_to_the_next_endpoint_as_a_whole()
    {
        await using FaultyServer bad = await FaultyServer.StartAsync();
        await using FaultyServer good = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(Hasty, bad.Client(), good.Client());
        await pool.ProbeAsync(Cancellation);
        bad.Faults.Add(new Fault(FaultKind.HalfResponse));

        for (int i = 0; i < 4; i++)
        {
            using RpcBatch batch = await pool.CallBatchAsync(
                [new RpcCall("eth_chainId"), new RpcCall("eth_blockNumber")], Cancellation);
            Assert.Equal((good.Server.HttpUrl, 2), (batch.Source, batch.Count));
        }
    }

    [Fact]
    public void A_pool_has_endpoints_that_can_be_read()
    {
        Assert.Throws<ArgumentException>(() => new EndpointPool([]));
        Assert.Throws<FormatException>(() => EndpointPool.Of(["http://127.0.0.1:1", "nonsense"]));
    }

    private static async Task<string> AskAsync(EndpointPool pool)
    {
        using RpcPayload answer = await pool.CallRawAsync(new RpcCall("eth_blockNumber"), Cancellation);
        return answer.Source;
    }

    private static async Task<BlockView> ViewOf(FaultyServer server, ulong number)
    {
        await using RpcClient client = server.Client();
        using RpcPayload block = await client.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", number, false), Cancellation);
        using RpcPayload receipts = await client.CallRawAsync(
            new RpcCall("eth_getBlockReceipts", number), Cancellation);
        return BlockView.Of(server.Server.HttpUrl, block.Json.Span, receipts.Json.Span);
    }

    private EndpointPool Pool(EndpointPoolOptions options, params RpcClient[] clients) =>
        new(clients, options, onReport: _reports.Enqueue);
}
