using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Scan.Tests.Demo;
using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests;

public class ScanTests
{
    private const int Seed = 7;

    private static readonly DemoOptions Short = new()
    {
        Seed = Seed,
        Swaps = 6,
        Traders = 3,
        ScanTimeout = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task A_scanner_that_names_the_attacks_alone_passes_and_its_delay_is_told()
    {
        var story = new RecordedStory();
        DemoReport report = await RunAsync(new ScriptedScanner(Truth), story);

        Assert.True(report.IsPassed);
        Assert.Equal(["sandwich", "price-manipulation"], report.Attacks.Select(a => a.Scenario));
        Assert.Equal([2, 1], report.Attacks.Select(a => a.Transactions.Count));
        Assert.Equal(Deployer.Ether(300), report.Attacks[1].LossWei);
        Assert.All(report.Attacks, a => Assert.InRange(a.Alarm!.Delay.TotalSeconds, 0, 20));
        Assert.Equal(report.Blocks, report.ScannedBlocks);
        Assert.InRange(report.MedianDelay, TimeSpan.Zero, report.LongestDelay);
        Assert.Equal(
            ["set-up", "honest-trade", "sandwich", "honest-trade", "price-manipulation", "honest-trade"],
            story.Scenarios);
        Assert.Equal(3, story.Heard.Count);
    }

    [Fact]
    public async Task A_silent_scanner_has_missed_both_attacks()
    {
        DemoReport report = await RunAsync(new ScriptedScanner(_ => null));

        Assert.False(report.IsPassed);
        Assert.All(report.Attacks, a => Assert.False(a.IsFound));
        Assert.Empty(report.Accusations);
    }

    [Fact]
    public async Task A_finding_below_medium_or_of_another_detector_is_not_enough()
    {
        DemoReport report = await RunAsync(new ScriptedScanner(seen => Truth(seen) switch
        {
            { Detector: "sandwich" } finding => finding with { IsAlarm = false },
            { } finding => finding with { Detector = "flash-loan" },
            null => null,
        }));

        Assert.All(report.Attacks, a => Assert.False(a.IsFound));
    }

    [Fact]
    public async Task An_alarm_about_an_honest_trader_fails_and_a_mere_note_does_not()
    {
        using var trader = new ArenaAccount(Seed, "trader 1");
        DemoReport report = await RunAsync(new ScriptedScanner(seen =>
            Truth(seen) ?? (seen.From == trader.Address ? Alarm(seen, "arbitrage") : null)));

        Assert.False(report.IsPassed);
        Assert.All(report.Attacks, a => Assert.True(a.IsFound));
        Assert.All(report.Accusations, a => Assert.StartsWith("trader 1", a.Accused.Title));
        Assert.NotEmpty(report.Accusations);

        DemoReport noted = await RunAsync(new ScriptedScanner(seen =>
            Truth(seen) ?? (Alarm(seen, "arbitrage") with { IsAlarm = false })));
        Assert.True(noted.IsPassed);
    }

    [Fact]
    public async Task Naming_the_victim_or_the_making_of_the_exploit_is_no_accusation()
    {
        using var victim = new ArenaAccount(Seed, "careless trader");
        using var attacker = new ArenaAccount(Seed, "attacker");
        DemoReport report = await RunAsync(new ScriptedScanner(seen => Truth(seen) ?? (
            (seen.From == victim.Address && seen.To == Router) || (seen.From == attacker.Address && seen.To is null)
                ? Alarm(seen, "exploit-contract")
                : null)));

        Assert.True(report.IsPassed);
    }

    [Fact]
    public async Task A_scanner_that_stalls_is_judged_by_what_it_said_in_time()
    {
        DemoReport report = await RunAsync(
            new ScriptedScanner(Truth) { LastBlock = 5 },
            options: Short with { ScanTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.False(report.IsPassed);
        Assert.Equal(5UL, report.ScannedBlocks);
    }

    [Fact]
    public async Task A_scanner_that_fails_ends_the_demo_with_its_own_error()
    {
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync(new ScriptedScanner(_ => throw new InvalidOperationException("blind"))));

        Assert.Equal("blind", e.Message);
    }

    [Fact]
    public async Task The_same_seed_plays_the_same_transactions()
    {
        var first = new List<Hash256>();
        var second = new List<Hash256>();
        await RunAsync(new ScriptedScanner(Noting(first)));
        await RunAsync(new ScriptedScanner(Noting(second)));

        Assert.NotEmpty(first);
        Assert.Equal(first, second);

        static Func<ScriptedScanner.Seen, ScanFinding?> Noting(List<Hash256> seen) => t =>
        {
            seen.Add(t.Hash);
            return null;
        };
    }

    [Fact]
    public async Task The_engine_finds_both_attacks_while_they_happen_and_accuses_nobody_honest()
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        DemoReport report = await RunAsync(
            new EngineScanner(TimeProvider.System), options: new DemoOptions { Seed = seed, Swaps = 30 });

        Assert.True(report.IsPassed, $"seed {seed}: {report}");
        Assert.Equal(
            ["sandwich", "price-manipulation"], report.Attacks.Select(attack => attack.Alarm!.Finding.Detector));
        Assert.Empty(report.Accusations);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(6, 1)]
    public void Options_out_of_range_are_refused(int swaps, int traders) =>
        Assert.Throws<ValidationException>(() => new ArenaDemo(new DemoOptions { Swaps = swaps, Traders = traders }));

    private static async Task<DemoReport> RunAsync(
        IArenaScanner scanner, IDemoStory? story = null, DemoOptions? options = null)
    {
        await (await Anvil.StartAsync()).DisposeAsync(); // skips where it is missing
        return await new ArenaDemo(options ?? Short).RunAsync(
            scanner, story ?? new RecordedStory(), Anvil.Cancellation);
    }

    /// <summary>What a perfect scanner says: it knows the attackers by name.</summary>
    private static ScanFinding? Truth(ScriptedScanner.Seen seen)
    {
        using var sandwicher = new ArenaAccount(Seed, "sandwicher");
        using var attacker = new ArenaAccount(Seed, "attacker");
        if (seen.From == attacker.Address && seen.To is not null) return Alarm(seen, "price-manipulation");

        return seen.From == sandwicher.Address && seen.To == Router ? Alarm(seen, "sandwich") : null;
    }

    /// <summary>The founder's fifth creation.</summary>
    private static Address Router
    {
        get
        {
            using var founder = new ArenaAccount(Seed, "founder");
            return Address.ForCreate(founder.Address, nonce: 4);
        }
    }

    private static ScanFinding Alarm(ScriptedScanner.Seen seen, string detector) =>
        new(seen.Hash, detector, "high", IsAlarm: true, Confidence: 0.9, $"{detector} by {seen.From}");

    private sealed class RecordedStory : IDemoStory
    {
        public List<string> Scenarios { get; } = [];

        public List<TimedFinding> Heard { get; } = [];

        public void Begins(string scenario) => Scenarios.Add(scenario);

        public void Ended(ulong lastBlock) => Assert.True(lastBlock > 0);

        void IDemoStory.Heard(TimedFinding finding) => Heard.Add(finding);
    }
}
