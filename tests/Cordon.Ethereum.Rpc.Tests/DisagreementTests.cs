using System.Collections.Concurrent;
using System.Text;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer.Faults;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>Endpoints that answer differently about one block.</summary>
public class DisagreementTests
{
    private const ulong Number = 1003;

    private static readonly EndpointPoolOptions Patient = new()
    {
        ProbeTimeout = TimeSpan.FromSeconds(60),
        ProbeInterval = TimeSpan.FromHours(1),
    };

    private readonly ConcurrentQueue<EndpointReport> _reports = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_that_differ_in_one_log_both_are_reported_and_neither_is_believed()
    {
        await using FaultyServer honest = await FaultyServer.StartAsync();
        await using FaultyServer liar = await FaultyServer.StartAsync();
        liar.Faults.Add(new Fault(FaultKind.LieAboutLog) { Block = Number, Index = 1, LogIndex = 1 });
        await using EndpointPool pool = Pool(honest, liar);

        BlockComparison comparison = await pool.CompareBlockAsync(Number, await ViewAsync(honest), Cancellation);

        Assert.False(comparison.Agree);
        Assert.Empty(comparison.Trusted);
        EndpointReport report = Assert.Single(_reports);
        Assert.Equal((EndpointReportKind.Disagreement, Number), (report.Kind, report.Block));
        Assert.Equal([honest.Server.HttpUrl, liar.Server.HttpUrl], report.Endpoints);
        Assert.Equal(
            $"block {Number}: {honest.Server.HttpUrl} and {liar.Server.HttpUrl} disagree on log 1 of transaction "
            + $"{comparison.Views[0].Receipts[1].TransactionHash}; no majority decides, so neither can be relied on",
            report.Message);
    }

    [Theory]
    [InlineData(FaultKind.LieAboutLog)]
    [InlineData(FaultKind.DropReceipt)]
    public async Task Of_three_the_one_that_differs_is_outvoted_reported_and_left_alone(FaultKind kind)
    {
        await using FaultyServer one = await FaultyServer.StartAsync();
        await using FaultyServer liar = await FaultyServer.StartAsync();
        await using FaultyServer three = await FaultyServer.StartAsync();
        liar.Faults.Add(new Fault(kind) { Block = Number });
        await using EndpointPool pool = Pool(one, liar, three);

        // Even when the liar is the one whose block was to be checked.
        BlockComparison comparison = await pool.CompareBlockAsync(Number, await ViewAsync(liar), Cancellation);

        Assert.Equal([one.Server.HttpUrl, three.Server.HttpUrl], comparison.Trusted);
        EndpointReport report = Assert.Single(_reports);
        Assert.Equal([liar.Server.HttpUrl], report.Endpoints);
        Assert.EndsWith(
            $"; {liar.Server.HttpUrl} is outvoted by {one.Server.HttpUrl}, {three.Server.HttpUrl}",
            report.Message, StringComparison.Ordinal);
        Assert.Equal([true, false, true], pool.Health.Select(health => health.IsUsable));
    }

    [Fact]
    public async Task Another_block_at_the_same_height_is_a_disagreement_on_its_hash()
    {
        await using FaultyServer one = await FaultyServer.StartAsync(o => o with { FirstNumber = Number });
        await using FaultyServer two = await FaultyServer.StartAsync(o => o with { FirstNumber = Number });
        await two.Server.ReorganiseAsync(Number);
        await using EndpointPool pool = Pool(one, two);

        await pool.CompareBlockAsync(Number, await ViewAsync(one), Cancellation);

        Assert.Contains("disagree on its hash (0x", Assert.Single(_reports).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_three_the_one_with_another_block_is_outvoted()
    {
        FaultyServer[] servers =
        [
            await FaultyServer.StartAsync(o => o with { FirstNumber = Number }),
            await FaultyServer.StartAsync(o => o with { FirstNumber = Number }),
            await FaultyServer.StartAsync(o => o with { FirstNumber = Number }),
        ];
        await servers[2].Server.ReorganiseAsync(Number);
        await using EndpointPool pool = Pool(servers);

        BlockComparison comparison = await pool.CompareBlockAsync(Number, await ViewAsync(servers[2]), Cancellation);

        Assert.Equal([servers[0].Server.HttpUrl, servers[1].Server.HttpUrl], comparison.Trusted);
        Assert.Equal([servers[2].Server.HttpUrl], Assert.Single(_reports).Endpoints);
        Assert.Equal([true, true, false], pool.Health.Select(health => health.IsUsable));
        foreach (FaultyServer server in servers) await server.DisposeAsync();
    }

    [Fact]
    public async Task Of_three_that_say_three_things_none_is_believed_and_none_is_punished()
    {
        await using FaultyServer one = await FaultyServer.StartAsync();
        await using FaultyServer two = await FaultyServer.StartAsync();
        await using FaultyServer three = await FaultyServer.StartAsync();
        two.Faults.Add(new Fault(FaultKind.LieAboutLog) { Block = Number, Index = 1, LogIndex = 1 });
        three.Faults.Add(new Fault(FaultKind.DropReceipt) { Block = Number });
        await using EndpointPool pool = Pool(one, two, three);

        BlockComparison comparison = await pool.CompareBlockAsync(Number, await ViewAsync(one), Cancellation);

        Assert.Empty(comparison.Trusted);
        EndpointReport report = Assert.Single(_reports);
        Assert.Equal([one.Server.HttpUrl, two.Server.HttpUrl, three.Server.HttpUrl], report.Endpoints);
        Assert.EndsWith("no majority decides, so neither can be relied on", report.Message, StringComparison.Ordinal);
        Assert.All(pool.Health, health => Assert.True(health.IsUsable));
    }

    [Theory]
    [InlineData("eth_getBlockByNumber", "null")]
    [InlineData("eth_getBlockReceipts", "null")]
    [InlineData("eth_getBlockReceipts", "{}")]
    [InlineData("eth_getBlockByNumber", "{\"number\":\"0x1\"}")]
    public async Task An_endpoint_without_the_block_or_with_nonsense_is_no_witness(string method, string answer)
    {
        await using FaultyServer one = await FaultyServer.StartAsync();
        await using FaultyServer two = await FaultyServer.StartAsync();
        two.Faults.Add(new Fault(FaultKind.Replace) { Method = method, Text = answer });
        await using EndpointPool pool = Pool(one, two);

        BlockComparison comparison = await pool.CompareBlockAsync(Number, await ViewAsync(one), Cancellation);

        Assert.Equal([one.Server.HttpUrl], comparison.Views.Select(view => view.Endpoint));
        Assert.True(comparison.Agree);
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Honest_endpoints_agree_and_nothing_is_reported()
    {
        await using FaultyServer one = await FaultyServer.StartAsync();
        await using FaultyServer two = await FaultyServer.StartAsync();
        await using EndpointPool pool = Pool(one, two);

        BlockComparison comparison = await pool.CompareBlockAsync(Number, await ViewAsync(one), Cancellation);

        Assert.True(comparison.Agree);
        Assert.Equal([one.Server.HttpUrl, two.Server.HttpUrl], comparison.Trusted);
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_answer_is_no_witness()
    {
        await using FaultyServer one = await FaultyServer.StartAsync();
        await using FaultyServer two = await FaultyServer.StartAsync(o => o with
        {
            MissingMethods = ["eth_getBlockReceipts"],
        });
        await using EndpointPool pool = Pool(one, two);

        BlockComparison comparison = await pool.CompareBlockAsync(Number, await ViewAsync(one), Cancellation);

        Assert.Single(comparison.Views);
        Assert.True(comparison.Agree);
    }

    [Theory]
    [InlineData("\"data\":\"0xAB\"", "\"data\":\"0xab\"", true)]
    [InlineData("\"data\":\"0xab\",\"removed\":false", "\"removed\":true,\"data\":\"0xab\"", true)]
    [InlineData("\"data\":\"0xab\"", "\"data\":\"0xac\"", false)]
    [InlineData("\"data\":\"0xab\",\"address\":\"0x01\"", "\"data\":\"0xab\",\"address\":\"0x02\"", false)]
    [InlineData("\"topics\":[\"0x01\",\"0x02\"]", "\"topics\":[\"0x0102\"]", false)]
    [InlineData("\"topics\":[\"0x01\",\"0x02\"]", "\"topics\":[\"0x02\",\"0x01\"]", false)]
    public void Compares_what_consensus_fixes_and_not_how_a_node_writes_it(string left, string right, bool same)
    {
        BlockView one = View("a", $"[{{\"logs\":[{{{left}}}],\"transactionHash\":\"0x1\"}}]");
        BlockView two = View("b", $"[{{\"transactionHash\":\"0x1\",\"logs\":[{{{right}}}]}}]");

        Assert.Equal(same, one.DifferenceTo(two) is null);
    }

    [Theory]
    [InlineData("[{\"status\":\"0x1\"}]", "[{\"status\":\"0x0\"}]", "status or gas of transaction ")]
    [InlineData("[{\"gasUsed\":\"0x1\"}]", "[{\"gasUsed\":\"0x2\"}]", "status or gas of transaction ")]
    [InlineData("[{}]", "[]", "the number of its receipts (1 and 0)")]
    [InlineData("[{\"logs\":[{}]}]", "[{\"logs\":[]}]", "the number of logs of transaction  (1 and 0)")]
    [InlineData("[{\"transactionHash\":\"0x1\"}]", "[{\"transactionHash\":\"0x2\"}]",
        "the order of its receipts (0x1 and 0x2 at one place)")]
    public void Names_the_first_difference(string left, string right, string difference) =>
        Assert.Equal(difference, View("a", left).DifferenceTo(View("b", right)));

    [Fact]
    public void A_majority_is_more_than_half_and_nothing_less() =>
        Prop.ForAll(Gen.Choose(0, 2).NonEmptyListOf().ToArbitrary(), answers =>
        {
            BlockView[] views = [.. answers.Select((answer, i) =>
                View($"node {i}", $"[{{\"status\":\"0x{answer}\"}}]"))];
            BlockComparison comparison = BlockComparison.Of(Number, views);
            var largest = answers.Select((answer, i) => (answer, i)).GroupBy(pair => pair.answer)
                .MaxBy(group => group.Count())!;
            string[] expected = largest.Count() * 2 > answers.Count
                ? [.. largest.Select(pair => $"node {pair.i}")]
                : [];
            return comparison.Trusted.SequenceEqual(expected)
                && comparison.Agree == (answers.Distinct().Count() == 1);
        }).QuickCheckThrowOnFailure();

    private static BlockView View(string endpoint, string receipts)
    {
        string block = $"{{\"number\":\"0x1\",\"hash\":\"{Hash256.Zero}\"}}";
        return BlockView.Of(endpoint, Encoding.UTF8.GetBytes(block), Encoding.UTF8.GetBytes(receipts));
    }

    private EndpointPool Pool(params FaultyServer[] servers) =>
        new(servers.Select(server => server.Client()), Patient, onReport: _reports.Enqueue);

    private static async Task<BlockView> ViewAsync(FaultyServer server)
    {
        await using RpcClient client = server.Client();
        using RpcPayload block = await client.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", Number, true), Cancellation);
        using RpcPayload receipts = await client.CallRawAsync(
            new RpcCall("eth_getBlockReceipts", Number), Cancellation);
        return BlockView.Of(server.Server.HttpUrl, block.Json.Span, receipts.Json.Span);
    }
}
