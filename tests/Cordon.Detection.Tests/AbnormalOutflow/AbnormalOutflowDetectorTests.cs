using Cordon.Detection.AbnormalOutflow;
using Cordon.Detection.Statistics;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.AbnormalOutflow;

public class AbnormalOutflowDetectorTests
{
    private static AbnormalOutflowDetector Watching(int salt = 1) => new(new AbnormalOutflowOptions(),
        new WatchList([new Protocol("vaults", 1, [new Scene(salt).AddressOf("vault")])]));

    private static Scene Paid(ulong window, ulong amount, ulong held = 0, int salt = 1, string payer = "vault")
    {
        Scene scene = new Scene(salt).At(window * 25).Sent("user", payer);
        if (held > 0)
        {
            scene.Call(payer, "token", "70a08231" + scene.Word(payer), parent: 0, output: Scene.Word(held));
        }

        return scene.Transfer("token", payer, "user", amount);
    }

    private static IEnumerable<Scene> Usual(ulong unit = 1, int salt = 1) =>
        Enumerable.Range(1, 20).Select(i => Paid((ulong)i, (ulong)(90 + (i % 3 * 10)) * unit, salt: salt));

    [Fact]
    public void Fires_when_far_more_leaves_than_ever_before()
    {
        Signal signal = Assert.Single(History.Last(Watching(), [.. Usual(), Paid(40, 5_000)]));

        Assert.Equal(Severity.Medium, signal.Severity);
        Assert.Equal(new Scene().AddressOf("vault"), signal.Subjects[0]);
        Assert.Contains("5000 raw units", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_high_when_it_is_also_a_large_share_of_what_was_held()
    {
        Signal signal = Assert.Single(History.Last(Watching(), [.. Usual(), Paid(40, 5_000, held: 10_000)]));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Contains("50 % of what it held", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Needs_no_history_to_see_a_configured_contract_lose_a_large_share() =>
        Assert.Equal(Severity.Medium, Assert.Single(History.Last(Watching(), Paid(1, 5_000, held: 10_000))).Severity);

    [Fact]
    public void Stays_silent_on_usual_outflow() => Assert.Empty(History.Last(Watching(), [.. Usual(), Paid(40, 130)]));

    [Fact]
    public void Stays_silent_on_contracts_that_are_not_configured() => Assert.Empty(
        History.Last(Watching(), [.. Usual(), Paid(40, 1_000_000, held: 1_000_000, payer: "stranger")]));

    [Fact]
    public void Stays_silent_on_what_only_passes_through() => Assert.Empty(History.Last(Watching(),
        [.. Usual(), Paid(40, 5_000).Transfer("token", "user", "vault", 5_000)]));

    [Fact]
    public void Follows_nothing_when_nothing_is_configured_and_no_market_is_named()
    {
        AbnormalOutflowDetector detector = new();

        Assert.Same(detector.Initial, History.Advance(detector, detector.Initial, Usual()));
    }

    [Fact]
    public void Without_configuration_a_contract_that_counts_what_it_holds_is_followed_one_step_lower()
    {
        AbnormalOutflowDetector detector = new();
        IEnumerable<Scene> usual = Enumerable.Range(1, 20)
            .Select(i => Paid((ulong)i, (ulong)(90 + (i % 3 * 10)), held: 5_000, payer: "stranger"));

        Signal both = Assert.Single(
            History.Last(detector, [.. usual, Paid(40, 4_000, held: 5_000, payer: "stranger")]));
        Signal odd = Assert.Single(
            History.Last(detector, [.. usual, Paid(40, 4_000, held: 400_000, payer: "stranger")]));

        Assert.Equal((Severity.Medium, Severity.Low), (both.Severity, odd.Severity));
        Assert.Empty(History.Last(detector, [.. usual, Paid(40, 120, held: 5_000, payer: "stranger")]));
    }

    [Fact]
    public void Without_configuration_small_payments_and_pools_do_not_enter_the_memory()
    {
        AbnormalOutflowDetector detector = new();
        Scene trade = new Scene().At(25).Sent("trader", "pair", input: "11223344");
        trade.Call("pair", "token", "70a08231" + trade.Word("pair"), parent: 0, output: Scene.Word(100));
        trade.Swap("pair", "trader", "dai", 5, "token", 50);

        Assert.Same(detector.Initial, History.Advance(detector, detector.Initial, trade));
        Assert.Same(detector.Initial,
            History.Advance(detector, detector.Initial, Paid(1, 9, held: 1_000, payer: "stranger")));
        Assert.Equal(1, History.Advance(
            detector, detector.Initial, Paid(1, 10, held: 1_000, payer: "stranger")).Count);
    }

    [Fact]
    public void Neither_names_nor_decimals_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt>((salt, unit) => History.Last(Watching(salt.Get),
            [.. Usual((ulong)unit.Get, salt.Get), Paid(40, 5_000 * (ulong)unit.Get, salt: salt.Get)]).Count == 1)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_saved_state_goes_on_as_if_it_had_never_been_saved()
    {
        AbnormalOutflowDetector detector = Watching();
        SeriesBook state = History.Advance(detector, detector.Initial, Usual());
        Scene next = Paid(40, 5_000);

        string[] ids = History.Ids(detector, History.Restored(detector, state), next);

        Assert.Single(ids);
        Assert.Equal(History.Ids(detector, state, next), ids);
    }
}
