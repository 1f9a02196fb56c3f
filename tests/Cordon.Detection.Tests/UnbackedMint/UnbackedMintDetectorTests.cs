using System.ComponentModel.DataAnnotations;
using Cordon.Detection.Tests.Scenes;
using Cordon.Detection.UnbackedMint;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.UnbackedMint;

public class UnbackedMintDetectorTests
{
    private readonly UnbackedMintDetector _detector = new(new UnbackedMintOptions());

    private static Scene MintIntoPool(Scene scene, ulong taken, ulong left)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int mint = scene.Enter("attacker", "token", "mint", scene.Root());
        scene.Transfer("token", "zero", "attacker", 500, call: mint);
        scene.Enter("attacker", "pair", "pair.swap", scene.Root());
        scene.Swap("pair", "attacker", "token", 500, "weth", taken);
        scene.Facts.Swaps[scene.Facts.Swaps.Count - 1].ReserveOut = left;
        return scene;
    }

    [Fact]
    public void Sees_tokens_minted_for_nothing_and_sold_on_borrowed_money()
    {
        Scene scene = Attacks.MintAndSell(new Scene(), 1);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(scene.AddressOf("token"), signal.Subjects[0]);
        Assert.Equal("500", (string?)signal.Evidence["amount"]);
    }

    [Theory]
    [InlineData(25, 75, true)]
    [InlineData(24, 76, false)]
    public void A_sale_counts_from_the_configured_share_of_the_pool_on(ulong taken, ulong left, bool fires) =>
        Assert.Equal(fires, MintIntoPool(new Scene(), taken, left).Run(_detector).Count == 1);

    [Theory]
    [InlineData(240, true)]
    [InlineData(239, false)]
    public void An_amount_beyond_any_supply_is_wrapped_arithmetic(int bits, bool fires)
    {
        Scene scene = new();
        scene.Sent("thief", "attacker", input: "11111111");
        scene.Transfer("token", "attacker", "friend", UInt256.One << bits,
            call: scene.Enter("attacker", "token", "batchTransfer", scene.Root()));

        Assert.Equal(fires, scene.Run(_detector).Count == 1);
    }

    [Fact]
    public void A_collectibles_number_without_a_log_is_not_taken_for_an_amount()
    {
        Scene scene = new();
        scene.Sent("user", "market", input: "11111111");
        scene.Pull("collection", "user", "buyer", UInt256.MaxValue, scene.Root(), by: "market");
        scene.Data.Transactions.HasLogs[scene.Tx] = false;

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void A_mint_that_was_paid_for_is_honest()
    {
        Scene scene = new();
        scene.Sent("user", "bot", input: "33333333");
        int deposit = scene.Enter("bot", "vault", "deposit", scene.Root());
        scene.Pull("dai", "bot", "vault", 500, deposit);
        scene.Transfer("share", "zero", "bot", 500, call: deposit);
        scene.Enter("bot", "pair", "pair.swap", scene.Root());
        scene.Swap("pair", "bot", "share", 500, "weth", 90);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Verdict_does_not_depend_on_names_neighbours_or_decimals() =>
        FlowRun.VerdictIsInvariant(_detector, Attacks.MintAndSell);

    [Theory]
    [MemberData(nameof(Honest.Names), MemberType = typeof(Honest))]
    public void Stays_silent_on_honest_use(string honest) =>
        Assert.Empty(Honest.Of(honest, new Scene()).Run(_detector));

    [Fact]
    public void Rejects_a_share_above_the_whole() =>
        Assert.Throws<ValidationException>(
            () => new UnbackedMintDetector(new UnbackedMintOptions { ReserveBpsMin = 10_001 }));
}
