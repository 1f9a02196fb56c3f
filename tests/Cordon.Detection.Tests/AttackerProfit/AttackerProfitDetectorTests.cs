using System.ComponentModel.DataAnnotations;
using Cordon.Detection.AttackerProfit;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.AttackerProfit;

public class AttackerProfitDetectorTests
{
    private readonly AttackerProfitDetector _detector = new(new AttackerProfitOptions());

    public static TheoryData<string, string, string> Attacked { get; } = new()
    {
        { "drain", "Drained", "vault" },
        { "borrow", "Borrowed", "distributor" },
        { "constructor", "FreshContract", "vault" },
        { "thrice", "RepeatedPayout", "vault" },
        { "two vaults", "ManyVictims", "vault" },
        { "sold", "LootSold", "bridge" },
        { "agent", "Taken", "staking" },
    };

    private static Scene Of(string attack, Scene scene, UInt256 unit) => attack switch
    {
        "drain" => Attacks.Drain(scene, unit),
        "borrow" => Attacks.BorrowAndTake(scene, unit),
        "constructor" => Attacks.InConstructor(scene, unit),
        "thrice" => Attacks.ClaimThrice(scene, unit),
        "two vaults" => Attacks.TwoVaults(scene, unit),
        "sold" => Attacks.TakeAndSell(scene, unit),
        _ => Attacks.TakeByAgent(scene, unit),
    };

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Names_the_reason_and_puts_the_robbed_contract_first(string attack, string reason, string victim)
    {
        Scene scene = Of(attack, new Scene(), 1);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal("attacker-profit", signal.Detector);
        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal(scene.AddressOf(victim), signal.Subjects[0]);
        Assert.Contains(reason, signal.Evidence["reasons"]!.AsArray().Select(one => (string?)one));
    }

    [Theory]
    [MemberData(nameof(Attacked))]
    public void Verdict_does_not_depend_on_names_neighbours_or_decimals(string attack, string reason, string victim)
    {
        Assert.NotEqual(reason, victim);
        FlowRun.VerdictIsInvariant(_detector, (scene, unit) => Of(attack, scene, unit));
    }

    [Theory]
    [MemberData(nameof(Honest.Names), MemberType = typeof(Honest))]
    public void Stays_silent_on_honest_use(string honest) =>
        Assert.Empty(Honest.Of(honest, new Scene()).Run(_detector));

    [Theory]
    [InlineData("arbitrage")]
    [InlineData("liquidation in an unknown protocol")]
    public void Allocates_nothing_where_it_finds_nothing(string honest) =>
        Assert.Equal(0, FlowRun.Allocated(_detector, honest));

    [Fact]
    public void Says_in_words_what_was_gained_and_what_was_lost()
    {
        Scene scene = Attacks.Drain(new Scene(), 1);

        string summary = Assert.Single(scene.Run(_detector)).Summary;

        Assert.Contains("left with 50 raw units", summary, StringComparison.Ordinal);
        Assert.Contains(scene.AddressOf("vault").ToString(), summary, StringComparison.Ordinal);
        Assert.Contains("gave back more than it had been given", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(99, false)]
    public void Counts_a_loss_from_the_configured_share_on(int lost, bool fires)
    {
        Scene scene = new();
        scene.Sent("thief", "attacker", input: "11111111");
        scene.Pull("dai", "attacker", "vault", 10_000, scene.Enter("attacker", "vault", "deposit", scene.Root()));
        scene.Pay("dai", "vault", "attacker", (UInt256)(ulong)(10_000 + lost),
            scene.Enter("attacker", "vault", "withdraw", scene.Root()));

        Assert.Equal(fires, scene.Run(_detector).Count == 1);
    }

    [Fact]
    public void Stays_silent_where_the_whole_transaction_was_undone()
    {
        Scene scene = Attacks.Drain(new Scene(), 1);
        scene.Data.Calls.Flags[scene.Root()] = Domain.Blocks.CallFlags.Failed | Domain.Blocks.CallFlags.Reverted;

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Payment_in_a_token_of_the_attackers_own_making_pays_for_nothing()
    {
        Scene scene = new();
        scene.Sent("thief", "attacker", input: "11111111");
        int trade = scene.Enter("attacker", "vault", "exchange", scene.Root());
        scene.Transfer("attacker", "attacker", "vault", 1_000_000, call: trade);
        scene.Pay("dai", "vault", "thief", 9, trade);
        scene.Pay("weth", "vault", "thief", 9, trade);

        Assert.Equal(scene.AddressOf("vault"), Assert.Single(scene.Run(_detector)).Subjects[0]);
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(999, false)]
    public void What_is_received_and_sold_for_little_is_a_harvest(ulong thousandths, bool fires)
    {
        Scene scene = new();
        scene.Sent("farmer", "bot", input: "11111111");
        scene.Pay("reward", "farm", "bot", 9, scene.Enter("bot", "farm", "claim", scene.Root()));
        scene.Enter("bot", "pair", "pair.swap", scene.Root());
        scene.Swap("pair", "bot", "reward", 9, "ether", thousandths * UInt256.Pow(10, 15));

        Assert.Equal(fires, scene.Run(_detector).Count == 1);
    }

    [Fact]
    public void A_keeper_who_calls_a_contract_by_its_own_function_takes_nothing()
    {
        Scene scene = new();
        scene.Sent("keeper", "forwarder", input: "22222222");
        int harvest = scene.Enter("forwarder", "strategy", "harvest", scene.Root());
        scene.Pay("reward", "gauge", "strategy", 9, scene.Enter("strategy", "gauge", "getReward", harvest));

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Rejects_a_share_of_zero() =>
        Assert.Throws<ValidationException>(
            () => new AttackerProfitDetector(new AttackerProfitOptions { LossBpsMin = 0 }));
}
