using System.Collections.Concurrent;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer.Faults;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>How a pool of endpoints gets along with bad ones.</summary>
public class EndpointPoolTests
{
    private static readonly EndpointPoolOptions Hasty = new()
    {
        RestAfterFailure = TimeSpan.FromMilliseconds(5),
        ProbeTimeout = TimeSpan.FromSeconds(20),
        ProbeInterval = TimeSpan.FromHours(1),
    };

    private readonly ConcurrentQueue<EndpointReport> _reports = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.HalfResponse)]
    [InlineData(FaultKind.Disconnect)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.Hang)]
    public async Task Asks_the_next_endpoint_when_one_misbehaves_and_says_so_once(FaultKind kind)
    {
        await using FaultyServer bad = await FaultyServer.StartAsync();
        await using FaultyServer good = await FaultyServer.StartAsync();
        bad.Faults.Add(new Fault(kind) { Method = "eth_getBlockByNumber", Duration = TimeSpan.FromSeconds(20) });
        var options = new RpcClientOptions();
        if (kind == FaultKind.Hang) options = options with { Timeout = TimeSpan.FromSeconds(4) };
        await using EndpointPool pool = Pool(Hasty, bad.Client(options: options), good.Client());

        for (ulong number = 1000; number < 1010; number++)
            Assert.Equal(number, (await pool.GetBlockHeaderAsync(number, Cancellation))!.Number);

        EndpointReport report = Assert.Single(_reports, r => r.Kind == EndpointReportKind.Failing);
        Assert.Equal([bad.Server.HttpUrl], report.Endpoints);
        Assert.StartsWith($"eth_getBlockByNumber at {bad.Server.HttpUrl}: ", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_endpoint_that_stumbles_is_asked_again_and_its_recovery_is_reported()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.ServerError) { Method = "eth_getCode", Times = 2 });
        await using EndpointPool pool = Pool(Hasty, server.Client());

        Assert.Empty(await pool.GetCodeAsync(Address.Zero, "latest", Cancellation));

        Assert.Equal(2, server.Faults.Struck);
        Assert.Equal([EndpointReportKind.Failing, EndpointReportKind.Recovered], _reports.Select(r => r.Kind));
        Assert.Equal($"{server.Server.HttpUrl} answers again", _reports.Last().Message);
    }

    [Fact]
    public async Task Leaves_an_endpoint_alone_for_as_long_as_it_asks()
    {
        var time = new ManualTime();
        await using FaultyServer server = await FaultyServer.StartAsync();
        await using var pool = new EndpointPool(
            [server.Client()], Hasty with { ProbeInterval = TimeSpan.FromHours(1) }, time, _reports.Enqueue);
        await pool.ProbeAsync(Cancellation);
        server.Faults.Add(new Fault(FaultKind.TooManyRequests) { Duration = TimeSpan.FromSeconds(7), Times = 1 });

        Task<ulong> call = pool.BlockNumberAsync(Cancellation);
        await time.WaitForSleeperAsync(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(7), Cancellation);
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(1019ul, await call);
    }

    [Fact]
    public async Task Never_asks_an_endpoint_of_another_chain()
    {
        await using FaultyServer other = await FaultyServer.StartAsync(options => options with { ChainId = 137 });
        await using FaultyServer right = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(Hasty with { ChainId = 1 }, other.Client(), right.Client());

        for (int i = 0; i < 5; i++) Assert.Equal(1ul, await pool.ChainIdAsync(Cancellation));

        EndpointReport report = Assert.Single(_reports);
        Assert.Equal(EndpointReportKind.WrongChain, report.Kind);
        Assert.Equal($"{other.Server.HttpUrl} serves chain 137, not 1: it is not asked", report.Message);
        Assert.Equal([false, true], pool.Health.Select(health => health.IsUsable));
    }

    [Fact]
    public async Task An_endpoint_that_changes_its_chain_is_dropped_and_taken_back_when_it_returns()
    {
        await using FaultyServer fickle = await FaultyServer.StartAsync();
        await using FaultyServer steady = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(Hasty with { ChainId = 1 }, fickle.Client(), steady.Client());
        await pool.ProbeAsync(Cancellation);
        fickle.Faults.Add(new Fault(FaultKind.OtherChain) { Amount = 10, Times = 1 });

        await pool.ProbeAsync(Cancellation);
        await pool.ProbeAsync(Cancellation);

        Assert.Equal(
            [$"{fickle.Server.HttpUrl} serves chain 10, not 1: it is not asked",
            $"{fickle.Server.HttpUrl} serves chain 1 again"],
            _reports.Select(report => report.Message));
    }

    [Fact]
    public async Task Only_endpoints_of_another_chain_are_no_endpoints()
    {
        await using FaultyServer other = await FaultyServer.StartAsync(options => options with { ChainId = 137 });
        await using EndpointPool pool = Pool(Hasty with { ChainId = 1 }, other.Client());

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => pool.BlockNumberAsync(Cancellation));

        Assert.Equal(RpcFailure.NoEndpoint, failure.Failure);
        Assert.Equal(
            $"eth_blockNumber at the only endpoint: {other.Server.HttpUrl}: serves chain 137. "
            + "Repair one of them, or add another.",
            failure.Message);
    }

    [Fact]
    public async Task Without_a_configured_chain_the_majority_decides()
    {
        await using FaultyServer one = await FaultyServer.StartAsync(options => options with { ChainId = 10 });
        await using FaultyServer two = await FaultyServer.StartAsync();
        await using FaultyServer three = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(Hasty, one.Client(), two.Client(), three.Client());

        Assert.Equal(1ul, await pool.ChainIdAsync(Cancellation));

        Assert.Equal($"{one.Server.HttpUrl} serves chain 10, not 1: it is not asked", Assert.Single(_reports).Message);
    }

    [Fact]
    public async Task An_endpoint_that_lags_is_asked_last_until_it_has_caught_up()
    {
        await using FaultyServer slow = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Count = 20, Head = 10 });
        await using FaultyServer fast = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Count = 20, Head = 14 });
        await using EndpointPool pool = Pool(Hasty, slow.Client(), fast.Client());

        Assert.Equal(14ul, await pool.BlockNumberAsync(Cancellation));
        await slow.Server.AdvanceAsync();
        await pool.ProbeAsync(Cancellation);

        Assert.Equal(
            [$"{slow.Server.HttpUrl} is 4 blocks behind (at 10, best 14): it is asked last",
            $"{slow.Server.HttpUrl} has caught up"],
            _reports.Select(report => report.Message));
    }

    [Fact]
    public async Task A_lagging_endpoint_is_better_than_none()
    {
        await using FaultyServer slow = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Count = 20, Head = 10 });
        await using FaultyServer fast = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Count = 20, Head = 20 });
        await using EndpointPool pool = Pool(Hasty, slow.Client(), fast.Client());
        await pool.ProbeAsync(Cancellation);
        fast.Faults.Add(new Fault(FaultKind.ServerError));

        Assert.Equal(10ul, await pool.BlockNumberAsync(Cancellation));
    }

    [Fact]
    public async Task Remembers_which_endpoint_lacks_a_method()
    {
        await using FaultyServer poor = await FaultyServer.StartAsync();
        await using FaultyServer rich = await FaultyServer.StartAsync();
        poor.Faults.Add(new Fault(FaultKind.NodeError)
        {
            Method = "debug_traceBlockByNumber",
            Amount = 32601,
            Text = "the method does not exist",
        });
        await using EndpointPool pool = Pool(Hasty, poor.Client(), rich.Client());

        for (ulong number = 1000; number < 1005; number++)
        {
            using RpcPayload traces = await pool.CallRawAsync(
                new RpcCall("debug_traceBlockByNumber", number), Cancellation);
            Assert.Equal(rich.Server.HttpUrl, traces.Source);
        }

        Assert.Equal(1, poor.Faults.Struck);
        Assert.Empty(_reports); // a method less is no failure
    }

    [Fact]
    public async Task A_method_that_no_endpoint_offers_is_the_nodes_error_at_once()
    {
        await using FaultyServer one = await FaultyServer.StartAsync(o => o with { MissingMethods = ["debug_"] });
        await using FaultyServer two = await FaultyServer.StartAsync(o => o with { MissingMethods = ["debug_"] });
        await using EndpointPool pool = Pool(Hasty, one.Client(), two.Client());
        var call = new RpcCall("debug_traceBlockByNumber", 1000ul);

        RpcErrorException failure = await Assert.ThrowsAsync<RpcErrorException>(
            () => pool.CallRawAsync(call, Cancellation));

        Assert.True(failure.IsMethodMissing);
    }

    [Fact]
    public async Task A_missing_method_stays_the_nodes_error_for_every_later_call()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(o => o with { MissingMethods = ["debug_"] });
        await using EndpointPool pool = Pool(Hasty, server.Client());

        for (int i = 0; i < 50; i++)
        {
            RpcErrorException failure = await Assert.ThrowsAsync<RpcErrorException>(
                () => pool.CallRawAsync(new RpcCall("debug_traceBlockByNumber", 1000ul), Cancellation));
            Assert.True(failure.IsMethodMissing);
        }
    }

    [Fact]
    public async Task An_error_that_every_node_would_give_is_not_asked_for_twice()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.NodeError) { Method = "eth_getCode", Amount = 32602, Text = "bad" });
        await using EndpointPool pool = Pool(Hasty, server.Client());

        await Assert.ThrowsAsync<RpcErrorException>(() => pool.GetCodeAsync(Address.Zero, "latest", Cancellation));

        Assert.Equal(1, server.Faults.Struck);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_true_counts_against_its_endpoint()
    {
        await using FaultyServer stale = await FaultyServer.StartAsync();
        await using FaultyServer good = await FaultyServer.StartAsync();
        stale.Faults.Add(new Fault(FaultKind.OldBlock) { Amount = 5 });
        await using EndpointPool pool = Pool(Hasty, stale.Client(), good.Client());
        var call = new RpcCall("eth_getBlockByNumber", 1010ul, true)
        {
            Check = json => BlockHeader.Read(json.Span).Number is var found && found == 1010
                ? null
                : $"asked for block 1010, it sent {found}",
        };

        using RpcPayload block = await pool.CallRawAsync(call, Cancellation);

        Assert.Equal(good.Server.HttpUrl, block.Source);
        Assert.Equal(
            $"eth_getBlockByNumber at {stale.Server.HttpUrl}: asked for block 1010, it sent 1005. "
            + "Try again, or add another endpoint.",
            Assert.Single(_reports).Message);
    }

    [Fact]
    public async Task When_all_fail_each_is_named_with_its_reason()
    {
        await using FaultyServer one = await FaultyServer.StartAsync();
        await using FaultyServer two = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(Hasty, one.Client(), two.Client());
        await pool.ProbeAsync(Cancellation);
        one.Faults.Add(new Fault(FaultKind.Html));
        two.Faults.Add(new Fault(FaultKind.TooManyRequests));

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => pool.BlockNumberAsync(Cancellation));

        Assert.Equal(RpcFailure.NoEndpoint, failure.Failure);
        Assert.Equal(
            $"eth_blockNumber at all 2 endpoints: {one.Server.HttpUrl}: the answer is HTML, not JSON-RPC: "
            + "\"<!DOCTYPE html><html><head><title>Welcome</title></head><bod…\"; "
            + $"{two.Server.HttpUrl}: HTTP 429, too many requests; it asks to wait 0 s. "
            + "Repair one of them, or add another.",
            failure.Message);
    }

    [Fact]
    public async Task A_rest_is_over_in_its_time_although_the_clock_is_set_back_meanwhile()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        var time = new ManualTime();
        TimeSpan rest = TimeSpan.FromMinutes(2);
        await using var pool = new EndpointPool(
            [server.Client()], Hasty with { RestAfterFailure = rest, RestMax = rest }, time, _reports.Enqueue);
        await pool.ProbeAsync(Cancellation);
        server.Faults.Add(new Fault(FaultKind.ServerError) { Method = "eth_getCode", Times = 1 });

        Task<byte[]> call = pool.GetCodeAsync(Address.Zero, "latest", Cancellation);
        await time.WaitForSleeperAsync(rest, rest, Cancellation);
        time.Correction = TimeSpan.FromHours(-4);
        time.Advance(rest);

        Assert.Empty(await call.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task Cancelling_ends_the_rounds()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(
            Hasty with { RestAfterFailure = TimeSpan.FromMinutes(1), RestMax = TimeSpan.FromMinutes(1) },
            server.Client());
        await pool.ProbeAsync(Cancellation);
        server.Faults.Add(new Fault(FaultKind.ServerError));
        using var cancel = new CancellationTokenSource();

        Task<ulong> call = pool.BlockNumberAsync(cancel.Token);
        while (server.Faults.Struck == 0) await Task.Delay(5, Cancellation);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private EndpointPool Pool(EndpointPoolOptions options, params RpcClient[] clients) =>
        new(clients, options, onReport: _reports.Enqueue);
}
