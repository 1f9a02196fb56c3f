using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Contracts.Tests;

/// <summary>Events over months of blocks, at nodes of every kind.</summary>
public sealed partial class ContractLogPagesTests
{
    private static readonly Address Contract = Address.Parse("0x" + new string('c', 40));
    private static readonly Hash256 Topic = Keccak256.HashUtf8("Happened()");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_block_is_searched_once_whatever_the_node_allows_in_a_call() => Prop.ForAll(
        Gen.Choose(0, 3_000_000).Zip(Gen.Choose(0, 900_000)).Zip(Gen.Choose(5_000, 2_000_000)).ToArbitrary(),
        given =>
        {
            ((int from, int length), int bound) = given;
            ulong first = (ulong)from, head = (ulong)(from + length);
            var (found, asked) = FindAsync(first, head, (ulong)bound).GetAwaiter().GetResult();

            Assert.Equal(first, asked[0].From);
            Assert.Equal(head, asked[^1].To);
            for (int i = 1; i < asked.Count; i++) Assert.Equal(asked[i - 1].To + 1, asked[i].From);
            Assert.All(asked, page => Assert.InRange(page.To - page.From, 0ul, (ulong)bound - 1));
            Assert.Equal(asked.Select(page => page.From), found.Select(log => log.Block)); // one event in each page
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public async Task A_node_that_allows_hardly_any_blocks_is_asked_for_as_few_and_no_more_often_refused()
    {
        int refused = 0;
        var (_, asked) = await FindAsync(100, 400, 10, onRefusal: () => refused++);

        Assert.Equal(301ul, asked.Aggregate(0ul, (sum, page) => sum + page.To - page.From + 1));
        Assert.InRange(refused, 1, 11); // each halves the page: from 2,000 to at most 10
    }

    [Fact]
    public async Task Who_allows_much_is_asked_seldom()
    {
        var (_, asked) = await FindAsync(21_500_000, 22_150_000, 1_000_000); // three months

        Assert.InRange(asked.Count, 1, 15);
    }

    [Fact]
    public async Task A_node_that_gives_no_logs_at_all_is_not_asked_for_ever()
    {
        int refused = 0;
        RpcException none = await Assert.ThrowsAsync<RpcException>(
            () => FindAsync(300, 5_300, 0, onRefusal: () => refused++));

        Assert.StartsWith("eth_getLogs at http://127.0.0.1:", none.Message, StringComparison.Ordinal);
        Assert.Contains("not even the events of one block, 300, could be read: the node answered error -32000 "
            + "(block range is too wide). ", none.Message, StringComparison.Ordinal);
        Assert.IsType<RpcErrorException>(none.InnerException);
        Assert.InRange(refused, 1, 12);
    }

    [Fact]
    public async Task A_node_without_the_method_is_asked_once()
    {
        int asked = 0;
        await using ScriptedNode node = ScriptedNode.Answering(_ =>
        {
            asked++;
            return "\"error\":{\"code\":-32601,\"message\":\"the method eth_getLogs does not exist\"}";
        });

        await Assert.ThrowsAsync<RpcErrorException>(() => ReadAsync(node, 0, 16));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_node_that_wants_to_be_left_alone_is_asked_again_and_given_up_in_the_end()
    {
        int busy = 0;
        string Busy(string request) => busy++ < 3
            ? "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0"
            : "\"result\":[]";
        await using ScriptedNode node = ScriptedNode.Answering(Busy);
        await ReadAsync(node, 0, 16);
        Assert.Equal(4, busy);

        busy = -100;
        RpcException tired = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(node, 0, 16));
        Assert.Equal(RpcFailure.RateLimited, tired.Failure);
        Assert.Equal(-91, busy);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[7]")]
    [InlineData("[{}]")]
    [InlineData("""[{"address":"0xcc","topics":[],"data":"0x","blockNumber":"0x1","transactionIndex":"0x0"}]""")]
    [InlineData("""[{"address":"C","topics":["0x12"],"data":"0x","blockNumber":"0x1","transactionIndex":"0x0"}]""")]
    [InlineData("""[{"address":"C","topics":[],"data":"0xf","blockNumber":"0x1","transactionIndex":"0x0"}]""")]
    [InlineData("""[{"address":"C","topics":[],"data":"0x","blockNumber":null,"transactionIndex":"0x0"}]""")]
    [InlineData("""[{"address":"C","topics":[],"data":"0x","blockNumber":"0x1","transactionIndex":"-1"}]""")]
    [InlineData("""[{"address":"C","topics":[],"data":"0x","blockNumber":"0x11112222333344445"}]""")]
    [InlineData("""[{"address":"D","topics":[],"data":"0x","blockNumber":"0x1","transactionIndex":"0x0"}]""")]
    public async Task What_is_no_event_of_the_contract_is_refused(string logs)
    {
        string result = logs.Replace("\"C\"", $"\"{Contract}\"", StringComparison.Ordinal)
            .Replace("\"D\"", $"\"0x{new string('d', 40)}\"", StringComparison.Ordinal);
        await using ScriptedNode node = ScriptedNode.Answering(_ => $"\"result\":{result}");

        RpcException refused = await Assert.ThrowsAnyAsync<RpcException>(() => ReadAsync(node, 0, 16));
        Assert.Contains("eth_getLogs", refused.Message);
    }

    [Fact]
    public async Task What_is_learnt_of_a_node_is_kept_and_progress_is_told_after_each_page_but_the_last()
    {
        List<(ulong From, ulong To)> asked = [];
        List<(string What, ulong Done, ulong All)> told = [];
        int refused = 0;
        await using ScriptedNode node = ScriptedNode.Answering(
            Bounded(1_000, page => asked.Add(page), () => refused++));
        ContractLogPages pages = new(
            node.Client, TimeProvider.System, (what, done, all) => told.Add((what, done, all)));

        await pages.ReadAsync("things", Contract, 10, 2_009, [[Topic], []], Stop);
        await pages.ReadAsync("others", Contract, 0, 1_999, [[Topic], []], Stop);

        Assert.Equal(1, refused);
        Assert.Equal([(10, 1_009), (1_010, 2_009), (0, 999), (1_000, 1_999)], asked);
        Assert.Equal([("things", 1_000, 1_999), ("others", 1_000, 1_999)], told);
    }

    [Fact]
    public async Task Where_the_last_is_before_the_first_nothing_is_asked() =>
        Assert.Empty((await FindAsync(11, 10, 0)).Asked);

    private static async Task<(IReadOnlyList<ContractLog> Found, List<(ulong From, ulong To)> Asked)>
        FindAsync(ulong first, ulong last, ulong bound, Action? onRefusal = null)
    {
        ConcurrentQueue<(ulong From, ulong To)> asked = [];
        await using ScriptedNode node = ScriptedNode.Answering(Bounded(bound, asked.Enqueue, onRefusal));
        IReadOnlyList<ContractLog> found = await ReadAsync(node, first, last);
        return (found, [.. asked]);
    }

    private static Func<string, string> Bounded(
        ulong bound, Action<(ulong From, ulong To)> onPage, Action? onRefusal) => request =>
        {
            Match range = Range().Match(request);
            (ulong from, ulong to) = (Number(range, "from"), Number(range, "to"));
            Assert.Contains($"\"topics\":[[\"{Topic}\"],null]", request);
            if (to - from >= bound)
            {
                onRefusal?.Invoke();
                return "\"error\":{\"code\":-32000,\"message\":\"block range is too wide\"}";
            }

            onPage((from, to));
            return $"\"result\":[{{\"address\":\"{Contract}\",\"topics\":[\"{Topic}\"],\"data\":\"0x\","
                + $"\"blockNumber\":\"0x{from:x}\",\"transactionIndex\":\"0x0\"}}]";
        };

    private static Task<IReadOnlyList<ContractLog>> ReadAsync(ScriptedNode node, ulong first, ulong last) =>
        new ContractLogPages(node.Client, TimeProvider.System).ReadAsync(
            "things", Contract, first, last, [[Topic], []], Stop);

    private static ulong Number(Match range, string name) =>
        ulong.Parse(range.Groups[name].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"fromBlock\":\"0x(?<from>[0-9a-f]+)\",\"toBlock\":\"0x(?<to>[0-9a-f]+)\"")]
    private static partial Regex Range();
}
