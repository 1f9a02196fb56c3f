using Cordon.Detection.Sandwich;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Sandwich;

public class SandwichDetectorTests
{
    private readonly SandwichDetector _detector = new();

    private static Scene Around(Scene scene, uint unit = 1)
    {
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100 * unit, "token", 1_000 * unit);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50 * unit, "token", 400 * unit, "alice", "alice");
        scene.Sent("operator", "bot").Swap("pool", "bot", "token", 1_000 * unit, "weth", 110 * unit);
        return scene;
    }

    [Fact]
    public void Finds_front_victim_and_back_with_the_profit()
    {
        Scene scene = Around(new Scene());

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Medium, signal.Severity);
        Assert.Equal(scene.Data.Transactions.Hash[0].ToString(), (string?)signal.Evidence["front"]);
        Assert.Equal(scene.Data.Transactions.Hash[2].ToString(), (string?)signal.Evidence["back"]);
        Assert.Equal(scene.Data.Transactions.Hash[1].ToString(), (string?)signal.Evidence["victims"]![0]);
        Assert.Single(signal.Evidence["victims"]!.AsArray());
        Assert.Equal(scene.AddressOf("pool").ToString(), (string?)signal.Evidence["pool"]);
        Assert.Equal(scene.AddressOf("bot").ToString(), (string?)signal.Evidence["attacker"]);
        Assert.Equal("10", (string?)signal.Evidence["profit"]);
        Assert.Equal(scene.AddressOf("weth").ToString(), (string?)signal.Evidence["profitToken"]);
        Assert.Equal(scene.AddressOf("alice"), signal.Subjects[0]);
        Assert.Contains("decimals unknown", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_every_victim_between_front_and_back()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("bert", "router").Swap("pool", "router", "weth", 50, "token", 390, "bert", "bert");
        scene.Sent("operator", "bot").Swap("pool", "bot", "token", 1_000, "weth", 110);
        scene.Sent("carl", "router").Swap("pool", "router", "weth", 50, "token", 390, "carl", "carl");

        Assert.Equal(2, Assert.Single(scene.Run(_detector)).Evidence["victims"]!.AsArray().Count);
    }

    [Fact]
    public void Reports_one_attack_on_two_pools_once_with_both_profits()
    {
        Scene scene = new();
        scene.Sent("operator", "bot")
            .Swap("pool", "bot", "weth", 100, "token", 1_000).Swap("pool2", "bot", "weth", 10, "other", 70);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("bert", "router").Swap("pool2", "router", "weth", 50, "other", 300, "bert", "bert");
        scene.Sent("operator", "bot")
            .Swap("pool2", "bot", "other", 70, "weth", 13).Swap("pool", "bot", "token", 1_000, "weth", 110);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal("13", (string?)signal.Evidence["profit"]);
        Assert.Equal(2, signal.Evidence["pools"]!.AsArray().Count);
        Assert.Equal(2, signal.Evidence["victims"]!.AsArray().Count);
    }

    [Fact]
    public void Finds_a_bot_that_two_senders_call()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("second", "bot").Swap("pool", "bot", "token", 1_000, "weth", 110);

        Assert.Single(scene.Run(_detector));
    }

    [Fact]
    public void Allows_for_a_token_that_taxes_transfers_where_one_sender_profits()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("operator", "bot").Swap("pool", "bot", "token", 900, "weth", 110);

        Assert.True(Assert.Single(scene.Run(_detector)).Confidence < 0.95);
    }

    [Fact]
    public void Counts_what_liquidity_lent_for_the_occasion_gave_and_took()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000)
            .Transfer("token", "bot", "pool", 9_000).Transfer("weth", "bot", "pool", 900);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("operator", "bot").Transfer("token", "pool", "bot", 8_600).Transfer("weth", "pool", "bot", 950)
            .Swap("pool", "bot", "token", 600, "weth", 55);

        Assert.Equal("5", (string?)Assert.Single(scene.Run(_detector)).Evidence["profit"]);
    }

    [Fact]
    public void Says_so_where_the_attacker_lost()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("operator", "bot").Swap("pool", "bot", "token", 1_000, "weth", 90);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal("-10", (string?)signal.Evidence["profit"]);
        Assert.Contains("lost", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_silent_without_a_victim_between()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("operator", "bot").Swap("pool", "bot", "token", 1_000, "weth", 99);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_those_between_trade_the_other_way()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("alice", "router").Swap("pool", "router", "token", 400, "weth", 50, "alice", "alice");
        scene.Sent("operator", "bot").Swap("pool", "bot", "token", 1_000, "weth", 99);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_two_people_use_one_router_in_opposite_directions()
    {
        Scene scene = new();
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 100, "token", 1_000, "router", "alice");
        scene.Sent("bert", "router2").Swap("pool", "router2", "weth", 50, "token", 400, "bert", "bert");
        scene.Sent("carl", "router").Swap("pool", "router", "token", 1_000, "weth", 110, "carl", "router");

        // The shared router passed both trades on, but the proceeds went to somebody else.
        scene.Data.Transactions.To[2] = scene["aggregator"];

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_amount_sold_is_not_the_amount_bought()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("operator", "bot").Swap("pool", "bot", "token", 300, "weth", 40);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_front_and_back_are_in_different_pools()
    {
        Scene scene = new();
        scene.Sent("operator", "bot").Swap("pool", "bot", "weth", 100, "token", 1_000);
        scene.Sent("alice", "router").Swap("pool", "router", "weth", 50, "token", 400, "alice", "alice");
        scene.Sent("operator", "bot").Swap("other pool", "bot", "token", 1_000, "weth", 110);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Neither_names_nor_decimals_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt, byte>((salt, unit, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 4; i++) scene.Noise(i);
            Around(scene, (uint)unit.Get);
            for (int i = 0; i < strangers % 3; i++) scene.Noise(100 + i);

            Signal signal = Assert.Single(scene.Run(_detector));
            return signal.Severity == Severity.Medium
                && (string?)signal.Evidence["attacker"] == scene.AddressOf("bot").ToString()
                && (string?)signal.Evidence["profit"] == (10L * unit.Get).ToString();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocates_nothing_where_it_finds_nothing()
    {
        Scene scene = new();
        for (int i = 0; i < 50; i++)
        {
            scene.Sent($"trader {i}", "router")
                .Swap("pool", "router", "weth", 50, "token", 400, $"trader {i}", $"trader {i}");
        }

        Assert.Equal(0, Allocations.Of(_detector, scene));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void Rejects_a_difference_out_of_range(int bps) =>
        Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(
            () => new SandwichDetector(new SandwichOptions { DifferenceBpsMax = bps }));
}
