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

namespace Cordon.Cli.Tests.Guardian;

/// <summary>The search for a guardian's events: from where, and what one sees of it.</summary>
public sealed partial class LogSearchTests
{
    private static readonly Address Contract = Address.Parse("0x" + new string('c', 40));
    private static readonly Hash256 Topic = Keccak256.HashUtf8("Happened()");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_block_from_the_start_to_the_newest_is_searched_once()
    {
        var (found, asked) = await FindAsync(1_000, 60_000, 5_000);

        Assert.Equal((1_000ul, 60_000ul), (asked[0].From, asked[^1].To));
        for (int i = 1; i < asked.Count; i++) Assert.Equal(asked[i - 1].To + 1, asked[i].From);
        Assert.Equal(asked.Select(page => page.From), found.Select(log => log.Block)); // one event in each page
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
        FindAsync(ulong first, ulong head, ulong bound, Spectator? spectator = null)
    {
        ConcurrentQueue<(ulong From, ulong To)> asked = [];
        await using ScriptedNode node = ScriptedNode.Answering(request =>
        {
            if (request.Contains("eth_blockNumber", StringComparison.Ordinal)) return $"\"result\":\"0x{head:x}\"";
            Match range = Range().Match(request);
            (ulong from, ulong to) = (Number(range, "from"), Number(range, "to"));
            Assert.Contains($"\"topics\":[[\"{Topic}\"],null]", request);
            if (to - from >= bound)
                return "\"error\":{\"code\":-32000,\"message\":\"block range is too wide\"}";
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
