using System.Collections.Concurrent;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.RpcServer.Faults;

namespace Cordon.Engine.Node.Tests;

/// <summary>An endpoint that lies about one log.</summary>
public class LyingEndpointTests
{
    private static readonly Fault Lie = new(FaultKind.LieAboutLog) { Block = 5, Index = 1, LogIndex = 1 };

    private readonly ConcurrentQueue<EndpointReport> _reports = new();

    private IEnumerable<EndpointReport> Disagreements =>
        _reports.Where(report => report.Kind == EndpointReportKind.Disagreement);

    [Fact]
    public async Task With_two_endpoints_the_block_comes_with_the_dispute_and_both_are_reported()
    {
        await using TestChain liar = await TestChain.StartAsync();
        await using TestChain honest = await TestChain.StartAsync();
        liar.Faults.Add(Lie);

        List<(ulong Number, BlindReport Report, string Json)> disputed =
            (await ReadAsync(liar, honest)).FindAll(block => block.Report.Missing.Length > 0);

        (ulong number, BlindReport report, string json) = Assert.Single(disputed);
        Assert.Equal(5ul, number);
        string transaction = TransactionIn(json, 1);
        Assert.Equal("undisputed receipts of block 5", report.Missing);
        EndpointReport toOperator = Assert.Single(Disagreements);
        Assert.Equal([.. new[] { liar.Url, honest.Url }.Order()], toOperator.Endpoints.Order());
        string who = string.Join(" and ", toOperator.Endpoints); // whichever was asked first
        Assert.Equal($"{who} disagree on log 1 of transaction {transaction}", report.Cause);
        Assert.Equal(
            $"block 5: {who} disagree on log 1 of transaction {transaction}; "
            + "no majority decides, so neither can be relied on",
            toOperator.Message);
    }

    [Fact]
    public async Task With_three_endpoints_the_truth_is_delivered_and_the_liar_reported()
    {
        await using TestChain liar = await TestChain.StartAsync();
        await using TestChain two = await TestChain.StartAsync();
        await using TestChain three = await TestChain.StartAsync();
        List<(ulong Number, BlindReport Report, string Json)> expected = await ReadAsync(two);
        liar.Faults.Add(Lie);

        List<(ulong Number, BlindReport Report, string Json)> blocks = await ReadAsync(liar, two, three);

        Assert.Equal(expected.Select(block => block.Json), blocks.Select(block => block.Json));
        Assert.All(blocks, block => Assert.Equal("", block.Report.Missing));
        EndpointReport report = Assert.Single(Disagreements);
        Assert.Equal([liar.Url], report.Endpoints);
    }

    [Fact]
    public async Task A_lie_that_nobody_else_is_asked_about_goes_unseen_when_checks_are_off()
    {
        await using TestChain liar = await TestChain.StartAsync();
        await using TestChain honest = await TestChain.StartAsync();
        liar.Faults.Add(Lie);

        await ReadAsync(TestChain.Options with { CrossCheckEvery = 0 }, liar, honest);

        Assert.Empty(Disagreements);
    }

    private Task<List<(ulong Number, BlindReport Report, string Json)>> ReadAsync(params TestChain[] chains) =>
        ReadAsync(TestChain.Options, chains);

    private async Task<List<(ulong Number, BlindReport Report, string Json)>> ReadAsync(
        NodeSourceOptions options, params TestChain[] chains)
    {
        await using EndpointPool pool = EndpointPool.Of(
            chains.Select(chain => chain.Url), options: TestChain.Hasty, onReport: _reports.Enqueue);
        var blocks = new List<(ulong Number, BlindReport Report, string Json)>();
        var source = new NodeBlockSource(pool, BlockSelection.Parse("1..10"), options);
        await foreach (RawBlock block in source.ReadAsync(TestContext.Current.CancellationToken))
        {
            using (block)
            {
                string json = Encoding.UTF8.GetString(block.Bytes.Span);
                BlindReport report = block.Blind.SingleOrDefault() ?? new BlindReport("", "", []);
                blocks.Add((TestChain.HeaderOf(json).Number, report, json));
            }
        }

        return blocks;
    }

    private static string TransactionIn(string block, int index)
    {
        using var json = System.Text.Json.JsonDocument.Parse(block);
        return json.RootElement.GetProperty("receipts")[index].GetProperty("transactionHash").GetString()!;
    }
}
