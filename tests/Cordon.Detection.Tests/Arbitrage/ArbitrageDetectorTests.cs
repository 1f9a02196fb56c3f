using Cordon.Detection.Arbitrage;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Arbitrage;

public class ArbitrageDetectorTests
{
    private readonly ArbitrageDetector _detector = new();

    private static Scene Cycle(Scene scene, uint unit = 1) => scene.Sent("operator", "bot")
        .Swap("pool a", "bot", "weth", 100 * unit, "token", 1_000 * unit)
        .Swap("pool b", "bot", "token", 1_000 * unit, "weth", 105 * unit);

    [Fact]
    public void Finds_a_cycle_of_two_pools_with_account_profit_and_length()
    {
        Scene scene = Cycle(new Scene());

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal(scene.AddressOf("bot").ToString(), (string?)signal.Evidence["account"]);
        Assert.Equal(scene.AddressOf("weth").ToString(), (string?)signal.Evidence["profitToken"]);
        Assert.Equal("5", (string?)signal.Evidence["profit"]);
        Assert.Equal(2, (int?)signal.Evidence["swaps"]);
    }

    [Fact]
    public void Finds_a_cycle_in_which_each_pool_pays_the_next()
    {
        Scene scene = new Scene().Sent("operator", "router")
            .Swap("pool a", "router", "weth", 100, "token", 1_000, recipient: "pool b", payer: "bot")
            .Swap("pool b", "router", "token", 1_000, "dai", 300, recipient: "pool c", payer: "pool a")
            .Swap("pool c", "router", "dai", 300, "weth", 104, recipient: "bot", payer: "pool b");

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(3, (int?)signal.Evidence["swaps"]);
        Assert.Equal(scene.AddressOf("bot").ToString(), (string?)signal.Evidence["account"]);
    }

    [Fact]
    public void Takes_the_shortest_of_two_ways()
    {
        Scene scene = new Scene().Sent("operator", "bot")
            .Swap("pool a", "bot", "weth", 100, "token", 1_000)
            .Swap("pool b", "bot", "token", 1_000, "dai", 300)
            .Swap("pool c", "bot", "dai", 300, "weth", 120)
            .Swap("pool d", "bot", "token", 1_000, "weth", 107);

        Assert.Equal(2, (int?)Assert.Single(scene.Run(_detector)).Evidence["swaps"]);
    }

    [Fact]
    public void Reports_a_cycle_that_lost_as_a_loss()
    {
        Scene scene = new Scene().Sent("operator", "bot")
            .Swap("pool a", "bot", "weth", 100, "token", 1_000)
            .Swap("pool b", "bot", "token", 1_000, "weth", 95);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal("-5", (string?)signal.Evidence["profit"]);
        Assert.Contains("lost", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_two_separate_cycles_of_one_transaction()
    {
        Scene scene = Cycle(new Scene())
            .Swap("pool c", "bot", "dai", 100, "other", 1_000)
            .Swap("pool d", "bot", "other", 1_000, "dai", 109);

        IReadOnlyList<Signal> signals = scene.Run(_detector);

        Assert.Equal(["5", "9"], signals.Select(signal => (string?)signal.Evidence["profit"]).Order());
        Assert.NotEqual(signals[0].Id, signals[1].Id);
    }

    [Fact]
    public void Stays_silent_on_a_route_that_ends_in_another_token()
    {
        Scene scene = new Scene().Sent("alice", "router")
            .Swap("pool a", "router", "weth", 100, "token", 1_000, "pool b", "alice")
            .Swap("pool b", "router", "token", 1_000, "dai", 300, "alice", "pool a");

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_one_trade_does_not_feed_the_other()
    {
        Scene scene = new Scene().Sent("alice", "router")
            .Swap("pool a", "router", "weth", 100, "token", 1_000, "alice", "alice")
            .Swap("pool b", "router", "token", 400, "weth", 42, "alice", "alice");

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_proceeds_go_to_somebody_else()
    {
        Scene scene = new Scene().Sent("alice", "router")
            .Swap("pool a", "alice", "weth", 100, "token", 1_000)
            .Swap("pool b", "alice", "token", 1_000, "weth", 105, recipient: "bert");

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_one_pool_is_traded_back_and_forth()
    {
        Scene scene = new Scene().Sent("alice", "alice")
            .Swap("pool", "alice", "weth", 100, "token", 1_000)
            .Swap("pool", "alice", "token", 1_000, "weth", 99);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_two_halves_are_in_two_transactions()
    {
        Scene scene = new Scene();
        scene.Sent("operator", "bot").Swap("pool a", "bot", "weth", 100, "token", 1_000);
        scene.Sent("operator", "bot").Swap("pool b", "bot", "token", 1_000, "weth", 105);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Ends_soon_on_a_transaction_made_of_thousands_of_trades()
    {
        Scene scene = new Scene().Sent("operator", "bot");
        for (int i = 0; i < 2_000; i++)
        {
            scene.Swap($"pool {i}", "bot", i % 2 == 0 ? "weth" : "token", 100, i % 2 == 0 ? "token" : "weth", 100);
        }

        Assert.NotEmpty(scene.Run(_detector));
    }

    [Fact]
    public void Neither_names_nor_decimals_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt, byte>((salt, unit, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 4; i++) scene.Noise(i);
            Cycle(scene, (uint)unit.Get);

            Signal signal = Assert.Single(scene.Run(_detector));
            return (string?)signal.Evidence["profit"] == (5L * unit.Get).ToString();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocates_nothing_where_it_finds_nothing()
    {
        Scene scene = new Scene().Sent("alice", "router")
            .Swap("pool a", "router", "weth", 100, "token", 1_000, "alice", "alice")
            .Swap("pool b", "router", "token", 400, "weth", 42, "alice", "alice");

        Assert.Equal(0, Allocations.Of(_detector, scene));
    }
}
