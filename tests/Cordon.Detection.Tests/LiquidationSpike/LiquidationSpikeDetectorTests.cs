using Cordon.Detection.LiquidationSpike;
using Cordon.Detection.Statistics;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.LiquidationSpike;

public class LiquidationSpikeDetectorTests
{
    private readonly LiquidationSpikeDetector _detector = new();

    private static Scene Liquidated(ulong window, ulong amount, int times = 1, int salt = 1, string market = "market")
    {
        Scene scene = new Scene(salt).At(window * 50).Sent("keeper", "market");
        for (int i = 0; i < times; i++)
            scene.Loan(LoanKind.Liquidate, market, "borrower", "dai", amount, "keeper", "weth", 1);
        return scene;
    }

    private static IEnumerable<Scene> Usual(int windows, ulong unit = 1, int salt = 1) =>
        Enumerable.Range(1, windows).Select(i => Liquidated((ulong)i, (ulong)(90 + (i % 3 * 10)) * unit, salt: salt));

    [Fact]
    public void Fires_when_a_window_liquidates_far_more_than_the_earlier_ones()
    {
        Signal signal = Assert.Single(History.Last(_detector, [.. Usual(12), Liquidated(20, 1_000)]));

        Assert.Equal(Severity.Low, signal.Severity);
        Assert.Equal(12, (int?)signal.Evidence["windows"]);
        Assert.Contains("10 times", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Adds_up_the_liquidations_of_one_window_and_fires_once() =>
        Assert.Single(History.Last(_detector, [.. Usual(12), Liquidated(20, 100, times: 30)]));

    [Fact]
    public void Stays_silent_on_a_usual_window() =>
        Assert.Empty(History.Last(_detector, [.. Usual(12), Liquidated(20, 120)]));

    [Fact]
    public void Stays_silent_while_the_history_is_short() =>
        Assert.Empty(History.Last(_detector, [.. Usual(7), Liquidated(20, 1_000_000)]));

    [Fact]
    public void Judges_a_market_by_its_own_history_only() =>
        Assert.Empty(History.Last(_detector, [.. Usual(12), Liquidated(20, 1_000_000, market: "other")]));

    [Fact]
    public void Returns_the_same_state_from_a_block_without_liquidations()
    {
        SeriesBook state = History.Advance(_detector, _detector.Initial, Usual(3));

        Assert.Same(state, History.Advance(_detector, state, new Scene().At(9_000).Noise(1)));
    }

    [Fact]
    public void Neither_names_nor_decimals_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt>((salt, unit) =>
        {
            Scene spike = Liquidated(20, 1_000 * (ulong)unit.Get, salt: salt.Get);
            return History.Last(_detector, [.. Usual(12, (ulong)unit.Get, salt.Get), spike]).Count == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_saved_state_goes_on_as_if_it_had_never_been_saved()
    {
        SeriesBook state = History.Advance(_detector, _detector.Initial, Usual(12));
        Scene next = Liquidated(20, 1_000);

        Assert.Equal(History.Ids(_detector, state, next),
            History.Ids(_detector, History.Restored(_detector, state), next));
    }

    [Fact]
    public void Going_back_to_an_older_state_forgets_the_blocks_between()
    {
        SeriesBook fork = History.Advance(_detector, _detector.Initial, Usual(12));
        History.Advance(_detector, fork, Liquidated(13, 1_000_000));
        Scene next = Liquidated(20, 1_000);

        Assert.Single(History.Ids(_detector, fork, next));
    }
}
