using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cordon.Cli.Guardian;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Cli.Tests.Guardian;

/// <summary>The search for events over months of blocks, at nodes of every kind.</summary>
public sealed partial class LogSearchTests
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
        RpcErrorException none = await Assert.ThrowsAsync<RpcErrorException>(
            () => FindAsync(0, 5_000, 0, onRefusal: () => refused++));

        Assert.Contains("block range", none.Message);
        Assert.InRange(refused, 1, 12);
    }

    [Fact]
    public async Task A_node_without_the_method_is_asked_once()
    {
        int asked = 0;
        await using ScriptedNode node = ScriptedNode.Answering(request =>
        {
            if (request.Contains("eth_blockNumber", StringComparison.Ordinal)) return "\"result\":\"0x1000\"";
            asked++;
            return "\"error\":{\"code\":-32601,\"message\":\"the method eth_getLogs does not exist\"}";
        });

        await Assert.ThrowsAsync<RpcErrorException>(() => SearchAsync(node, 0, new Spectator()));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_node_that_wants_to_be_left_alone_is_asked_again_and_given_up_in_the_end()
    {
        int busy = 0;
        string Busy(string request) => request.Contains("eth_blockNumber", StringComparison.Ordinal)
            ? "\"result\":\"0x10\""
            : busy++ < 3 ? "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0" : "\"result\":[]";
        await using ScriptedNode node = ScriptedNode.Answering(Busy);
        await SearchAsync(node, 0, new Spectator());
        Assert.Equal(4, busy);

        busy = -100;
        RpcException tired = await Assert.ThrowsAsync<RpcException>(() => SearchAsync(node, 0, new Spectator()));
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
        await using ScriptedNode node = ScriptedNode.Answering(
            request => request.Contains("eth_blockNumber", StringComparison.Ordinal)
                ? "\"result\":\"0x10\"" : $"\"result\":{result}");

        RpcException refused = await Assert.ThrowsAnyAsync<RpcException>(
            () => SearchAsync(node, 0, new Spectator()));
        Assert.Contains("eth_getLogs", refused.Message);
    }

    [Fact]
    public async Task A_search_that_would_begin_in_the_future_says_who_wants_that()
    {
        CommandException refused = await Assert.ThrowsAsync<CommandException>(() => FindAsync(5_001, 5_000, 2_000));

        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Equal("--from: expected at most 5000, the newest block, found 5001", refused.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_long_search_says_how_far_it_is_and_a_short_one_nothing(bool isTerminal)
    {
        var slow = new Spectator { IsTerminal = isTerminal, StepSeconds = 11 };
        var quick = new Spectator { IsTerminal = isTerminal };
        await FindAsync(0, 20_000, 2_000, spectator: slow);
        await FindAsync(0, 20_000, 2_000, spectator: quick);

        Assert.Contains("looking for things: 2,000 of 20,000 blocks, 10 %", slow.Saw);
        Assert.Equal("", quick.Saw);
        if (isTerminal) Assert.EndsWith("\r\e[K", slow.Saw, StringComparison.Ordinal);
        else Assert.DoesNotContain('\r', slow.Saw);
    }

    private static async Task<(IReadOnlyList<ContractLog> Found, List<(ulong From, ulong To)> Asked)>
        FindAsync(ulong first, ulong head, ulong bound, Action? onRefusal = null, Spectator? spectator = null)
    {
        ConcurrentQueue<(ulong From, ulong To)> asked = [];
        await using ScriptedNode node = ScriptedNode.Answering(request =>
        {
            if (request.Contains("eth_blockNumber", StringComparison.Ordinal)) return $"\"result\":\"0x{head:x}\"";
            Match range = Range().Match(request);
            (ulong from, ulong to) = (Number(range, "from"), Number(range, "to"));
            Assert.Contains($"\"topics\":[[\"{Topic}\"],null]", request);
            if (to - from >= bound)
            {
                onRefusal?.Invoke();
                return "\"error\":{\"code\":-32000,\"message\":\"block range is too wide\"}";
            }

            asked.Enqueue((from, to));
            return $"\"result\":[{{\"address\":\"{Contract}\",\"topics\":[\"{Topic}\"],\"data\":\"0x\","
                + $"\"blockNumber\":\"0x{from:x}\",\"transactionIndex\":\"0x0\"}}]";
        });
        IReadOnlyList<ContractLog> found = await SearchAsync(node, first, spectator ?? new Spectator());
        return (found, [.. asked]);
    }

    private static async Task<IReadOnlyList<ContractLog>> SearchAsync(
        ScriptedNode node, ulong first, Spectator spectator)
    {
        using Session session = spectator.Session();
        var search = new LogSearch(
            node.Client, new SearchStart(first, "--from"), new SearchProgress(session), TimeProvider.System);
        return await search.FindAsync("things", Contract, [[Topic], []], Stop);
    }

    private static ulong Number(Match range, string name) =>
        ulong.Parse(range.Groups[name].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"fromBlock\":\"0x(?<from>[0-9a-f]+)\",\"toBlock\":\"0x(?<to>[0-9a-f]+)\"")]
    private static partial Regex Range();

    /// <summary>Who looks at the error stream, by a clock that goes on with every look at it.</summary>
    private sealed class Spectator : TimeProvider
    {
        private readonly StringBuilder _saw = new();
        private long _now;

        public bool IsTerminal { get; init; }

        public int StepSeconds { get; init; }

        public string Saw => $"{_saw}";

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += StepSeconds;

        public Session Session() => new()
        {
            In = Stream.Null,
            Out = Stream.Null,
            Error = new StringWriter(_saw),
            IsErrorTerminal = IsTerminal,
            Time = this,
        };
    }
}
