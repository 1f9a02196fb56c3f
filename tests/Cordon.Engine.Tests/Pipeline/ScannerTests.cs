using System.ComponentModel.DataAnnotations;
using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Tests.Kit;

namespace Cordon.Engine.Tests.Pipeline;

public class ScannerTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    // A chain in which some blocks take long to read, so that workers overtake each other.
    private static ScriptBlock[] Chain(int length, int seed = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(1, length).Select(i => new ScriptBlock(
            (ulong)i, $"b{i}", $"b{i - 1}",
            [.. Enumerable.Range(0, random.Next(4)).Select(t => new ScriptTx(
                $"tx{i}.{t}", $"sender{random.Next(5)}",
                [.. Enumerable.Range(0, random.Next(3)).Select(m => new Mark(
                    m == 0 ? "alpha" : "beta", (Severity)random.Next(5), $"victim{random.Next(4)}"))]))])
        {
            Spin = random.Next(20_000),
            Timestamp = (ulong)(1_000_000 + i),
        })];
    }

    [Fact]
    public async Task Delivers_every_block_once_and_in_order()
    {
        ScriptBlock[] chain = Chain(300);

        Collector collected = await Scan.RunAsync(chain, threads: 8);

        Assert.Equal(chain.Select(block => block.Number), collected.Blocks);
        Assert.NotEmpty(collected.Signals);
        Assert.Contains(collected.Signals, signal => signal.Detector == "tally");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Output_does_not_depend_on_the_number_of_threads(int threads)
    {
        ScriptBlock[] chain = Chain(200, seed: threads);

        Collector one = await Scan.RunAsync(chain, threads: 1);
        Collector many = await Scan.RunAsync(chain, threads: threads);

        Assert.Equal(one.Lines, many.Lines);
    }

    [Fact]
    public async Task Signals_of_a_block_come_in_transaction_order()
    {
        ScriptBlock block = new(1, "b1", "b0",
            new ScriptTx("t0", "s", new Mark("beta", Severity.Low, "v")),
            new ScriptTx("t1", "s", new Mark("alpha", Severity.Low, "v")));

        Collector collected = await Scan.RunAsync([block]);

        Assert.Equal(["beta", "alpha"], collected.Signals.Select(signal => signal.Detector));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Holds_at_most_eight_blocks_a_thread_and_gives_every_buffer_back(int threads)
    {
        ScriptBlock[] chain = Chain(200);
        ScriptSource source = new(chain);
        Collector slow = new() { OnBlock = block => Wait(block.Link.Number) };

        await Scan.RunAsync(source, chain, slow, new ScanOptions { Threads = threads }, Ended);

        Assert.InRange(source.BuffersOutMax, 1, 8 * threads);
        Assert.Equal(0, source.BuffersOut);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_malformed_block_stops_the_scan_after_all_before_it_were_delivered(int threads)
    {
        ScriptBlock[] chain = Chain(60);
        chain[40] = chain[40] with { IsMalformed = true };
        ScriptSource source = new(chain);
        Collector collected = new();

        BlockFormatException failure = await Assert.ThrowsAsync<BlockFormatException>(() =>
            Scan.RunAsync(source, chain, collected, new ScanOptions { Threads = threads }, Ended));

        Assert.Equal("script:40: byte 7: block.number: is not a quantity", failure.Message);
        Assert.Equal(chain[..40].Select(block => block.Number), collected.Blocks);
        Assert.Equal(0, source.BuffersOut);
    }

    [Fact]
    public async Task A_failing_source_stops_the_scan_after_all_before_it_were_delivered()
    {
        ScriptBlock[] chain = Chain(60);
        ScriptSource source = new(chain) { FailAt = (25, new IOException("the disk is gone")) };
        Collector collected = new();

        IOException failure = await Assert.ThrowsAsync<IOException>(() =>
            Scan.RunAsync(source, chain, collected, new ScanOptions { Threads = 3 }, Ended));

        Assert.Equal("the disk is gone", failure.Message);
        Assert.Equal(25, collected.Blocks.Count);
        Assert.Equal(0, source.BuffersOut);
    }

    [Fact]
    public async Task A_sink_that_fails_stops_the_scan_with_its_own_error()
    {
        ScriptBlock[] chain = Chain(60);
        ScriptSource source = new(chain);
        Collector collected = new()
        {
            OnBlock = block => block.Link.Number == 10
                ? throw new IOException("no space left")
                : ValueTask.CompletedTask,
        };

        IOException failure = await Assert.ThrowsAsync<IOException>(() =>
            Scan.RunAsync(source, chain, collected, new ScanOptions { Threads = 3 }, Ended));

        Assert.Equal("no space left", failure.Message);
        Assert.Equal(9, collected.Blocks.Count);
        Assert.Equal(0, source.BuffersOut);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Cancelling_stops_between_two_blocks(int threads)
    {
        ScriptBlock[] chain = Chain(500);
        ScriptSource source = new(chain);
        using CancellationTokenSource cancel = new();
        Collector collected = new()
        {
            OnBlock = async block =>
            {
                if (block.Link.Number == 20) await cancel.CancelAsync();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Scan.RunAsync(source, chain, collected, new ScanOptions { Threads = threads }, cancel.Token));

        Assert.Equal(chain[..20].Select(block => block.Number), collected.Blocks);
        Assert.Equal(0, source.BuffersOut);
    }

    [Fact]
    public async Task An_empty_source_gives_an_empty_summary()
    {
        ScanSummary summary = await Scan.RunAsync(new ScriptSource([]), [], new Collector(), new ScanOptions(), Ended);

        Assert.Equal((0L, 0L, 0L), (summary.Blocks, summary.Transactions, summary.Signals));
    }

    [Fact]
    public async Task Sums_up_blocks_transactions_and_signals_and_reports_progress()
    {
        ScriptBlock[] chain = Chain(50);
        List<ScanProgress> reports = [];
        Collector collected = new();
        ScanOptions options = new() { Threads = 2, Progress = reports.Add };

        ScanSummary summary = await Scan.RunAsync(new ScriptSource(chain), chain, collected, options, Ended);

        Assert.Equal(50, summary.Blocks);
        Assert.Equal(chain.Sum(block => block.Transactions.Length), summary.Transactions);
        Assert.Equal(collected.Signals.Count, summary.Signals);
        Assert.Equal((50L, summary.Transactions, 50UL),
            (reports[^1].Blocks, reports[^1].Transactions, reports[^1].Block));
    }

    [Fact]
    public async Task What_a_source_cannot_deliver_becomes_a_signal_and_part_of_the_summary()
    {
        BlindReport blind = new("traces", "the endpoint has neither debug_ nor trace_ methods", ["reentrancy"]);
        ScriptBlock[] chain = [new(1, "b1", "b0"), new(2, "b2", "b1") { Blind = [blind] }];
        Collector collected = new();

        ScanSummary summary = await Scan.RunAsync(new ScriptSource(chain), chain, collected, new ScanOptions(), Ended);

        Signal signal = Assert.Single(collected.Signals);
        Assert.Equal(("blind", 2UL, Severity.Medium), (signal.Detector, signal.Block, signal.Severity));
        Assert.Equal("Block 2 came without traces: the endpoint has neither debug_ nor trace_ methods; "
            + "not seen without them: reentrancy.", signal.Summary);
        Assert.Equal([blind], summary.Blind);
        Assert.Equal("blind traces", Assert.Single(collected.Incidents).Root);
    }

    [Fact]
    public async Task A_statement_about_one_block_is_not_repeated_about_the_next()
    {
        BlindReport disputed = new("undisputed receipts of block 2", "two endpoints disagree", ["the truth"])
        {
            ConcernsOneBlock = true,
        };
        Collector collected = await Scan.RunAsync(
            [new(1, "1", "0"), new(2, "2", "1") { Blind = [disputed] }, new(2, "2b", "1"), new(3, "3", "2b")]);

        Assert.Equal([(2UL, false), (2UL, true)], collected.Signals.Select(s => (s.Block, s.Retracted)));
    }

    [Fact]
    public async Task A_detector_that_fails_blinds_itself_and_nobody_else()
    {
        ScriptBlock[] chain = [new(1, "b1", "b0", new ScriptTx("t", "s", new Mark("alpha", Severity.Low, "v")))];
        Collector collected = new();
        Scanner scanner = new(
            () => new ScriptReader(chain), new DetectorSet([new Broken(), new MarkDetector("alpha")], []),
            new ScanOptions());

        await scanner.RunAsync(new ScriptSource(chain), collected, Ended);

        Assert.Equal(["alpha", "blind"], collected.Signals.Select(signal => signal.Detector));
        Assert.Contains("Detector broken failed on block 1", collected.Signals[1].Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void A_number_of_threads_out_of_range_is_refused(int threads) => Assert.Throws<ValidationException>(() =>
        new Scanner(() => new ScriptReader([]), DetectorSet.Empty, new ScanOptions { Threads = threads }));

    private static async ValueTask Wait(ulong number)
    {
        if (number % 3 == 0) await Task.Yield();
        Thread.SpinWait(5_000);
    }

    private sealed class Broken : IDetector
    {
        public string Name => "broken";

        public void Inspect(BlockFacts block, SignalBuffer signals) => throw new InvalidOperationException("a bug");
    }

    [Fact]
    public async Task Incidents_of_blocks_mined_while_following_get_a_time_of_detection_and_older_ones_none()
    {
        static ScriptBlock Attacked(ulong number, ulong timestamp) => new(number, $"b{number}", $"b{number - 1}",
            new ScriptTx($"t{number}", $"s{number}", new Mark("reentrancy", Severity.High, $"v{number}")))
        {
            Timestamp = timestamp,
        };
        ScriptBlock[] chain = [Attacked(1, 999), Attacked(2, 1_000), Attacked(3, 1_012)];
        Clock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_015));
        ScanOptions following = new()
        {
            Continuity = Continuity.Chain,
            Time = clock,
            LiveSince = DateTimeOffset.FromUnixTimeSeconds(1_000),
        };

        Collector live = new(), past = new();
        await Scan.RunAsync(new ScriptSource(chain), chain, live, following, Ended);
        ScanOptions scanning = new() { Continuity = Continuity.Chain, Time = clock };
        await Scan.RunAsync(new ScriptSource(chain), chain, past, scanning, Ended);

        Assert.Equal(
            [null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(3)],
            live.Incidents.Select(incident => incident.Clocks.TimeToDetect));
        Assert.Equal(3, past.Incidents.Count);
        Assert.All(past.Incidents, incident => Assert.Null(incident.Clocks.DetectedAt));
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
