using Cordon.Detection.AttackerProfit;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Flows;

/// <summary>Harm is critical only where the facts show what it cost.</summary>
public class ShownLossTests
{
    private static readonly UInt256 Coin = UInt256.Pow(10, 18);

    private static Signal Run(Scene scene, double criticalMin = 10) => Assert.Single(scene.Run(
        new AttackerProfitDetector(new AttackerProfitOptions { CriticalLossEthMin = criticalMin })));

    private static Scene Drain(Scene scene, string asset, UInt256 amount)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        scene.Pull("fee", "attacker", "collector", Coin, scene.Enter("attacker", "collector", "settle", scene.Root()));
        for (int i = 0; i < 3; i++)
            scene.Pay(asset, "vault", "attacker", amount, scene.Enter("attacker", "vault", "claim", scene.Root()));
        return scene;
    }

    // The price of one whole token in whole coins, as a trade of strangers shows it.
    private static Scene Priced(Scene scene, string token, UInt256 coins) => scene
        .Sent("trader", "pair").Swap("pair", "trader", token, Coin, "ether", coins * Coin);

    [Theory]
    [InlineData(4, 12, Severity.Critical)]
    [InlineData(3, 9, Severity.High)]
    public void Native_coin_that_a_victim_lost_counts_as_it_is(ulong each, double loss, Severity severity)
    {
        Scene scene = new();
        scene.Sent("thief", "attacker", input: "11111111");
        for (int i = 0; i < 3; i++)
        {
            scene.Pay("ether", "vault", "attacker", each * Coin,
                scene.Enter("attacker", "vault", "claim", scene.Root()));
        }

        Signal signal = Run(scene);

        Assert.Equal(severity, signal.Severity);
        Assert.Equal(loss, (double)signal.Evidence["lossEth"]!, 6);
        Assert.Contains($"the facts show a loss of {loss} ETH", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_without_a_price_stays_high_however_many_tokens_it_is()
    {
        Scene scene = new();
        scene.Sent("thief", "attacker", input: "11111111");
        for (int i = 0; i < 3; i++)
        {
            scene.Pay("token", "vault", "attacker", UInt256.Pow(10, 40),
                scene.Enter("attacker", "vault", "claim", scene.Root()));
        }

        Signal signal = Run(scene);

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Null(signal.Evidence["lossEth"]);
        Assert.DoesNotContain("the facts show", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Trades_of_others_in_the_block_price_what_was_lost()
    {
        Scene scene = Priced(new Scene(), "token", 5);
        scene.Sent("thief", "attacker", input: "11111111");
        for (int i = 0; i < 3; i++)
        {
            scene.Pay("token", "vault", "attacker", Coin,
                scene.Enter("attacker", "vault", "claim", scene.Root()));
        }

        Signal signal = Run(scene);

        Assert.Equal(Severity.Critical, signal.Severity);
        Assert.Equal(15, (double)signal.Evidence["lossEth"]!, 6);
    }

    [Fact]
    public void Payment_without_a_price_leaves_the_loss_unknown() =>
        Assert.Null(Run(Drain(new Scene(), "ether", 100 * Coin)).Evidence["lossEth"]);

    [Fact]
    public void Payment_with_a_price_is_taken_off_the_loss()
    {
        Scene scene = Drain(Priced(new Scene(), "fee", 2), "ether", 10 * Coin);

        Assert.Equal(28, (double)Run(scene).Evidence["lossEth"]!, 6);
    }

    [Fact]
    public void The_thiefs_own_trades_at_both_ends_of_a_move_price_nothing()
    {
        Scene scene = new();
        scene.Sent("thief", "attacker", input: "11111111");
        for (int i = 0; i < 3; i++)
        {
            scene.Pay("token", "vault", "attacker", 9 * Coin,
                scene.Enter("attacker", "vault", "claim", scene.Root()));
        }

        scene.Enter("attacker", "pair", "pair.swap", scene.Root());
        scene.Swap("pair", "attacker", "token", Coin, "ether", 30 * Coin);
        scene.Swap("pair", "attacker", "token", Coin, "ether", Coin);

        // What the pool paid is not what the vault lost: the vault's tokens have no price that the thief did not make.
        Assert.InRange((double?)Run(scene).Evidence["lossEth"] ?? 0, 0, 31);
        Assert.Equal(Domain.Pricing.PriceSource.None, scene.Facts.Prices.QuoteOf(0, scene["token"]).Source);
    }

    [Fact]
    public void Verdict_follows_the_options_line_and_no_name()
    {
        Prop.ForAll(Gen.Choose(2, 10_000).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), (salt, coins) =>
        {
            Scene scene = new(salt);
            scene.Noise(0);
            scene.Sent("thief", "attacker", input: "11111111");
            for (int i = 0; i < 3; i++)
            {
                scene.Pay("ether", "vault", "attacker", (ulong)coins * Coin,
                    scene.Enter("attacker", "vault", "claim", scene.Root()));
            }

            scene.Noise(1);
            return (Run(scene, criticalMin: 90).Severity == Severity.Critical) == (3 * coins >= 90);
        }).QuickCheckThrowOnFailure();
    }
}
