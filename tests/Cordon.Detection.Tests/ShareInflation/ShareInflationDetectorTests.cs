using Cordon.Detection.ShareInflation;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Tests.ShareInflation;

public class ShareInflationDetectorTests
{
    private readonly ShareInflationDetector _detector = new();

    [Fact]
    public void Sees_a_gift_to_a_vault_that_is_used_at_once()
    {
        Scene scene = Attacks.Inflate(new Scene(), 1);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(scene.AddressOf("vault"), signal.Subjects[0]);
        Assert.Equal("100", (string?)signal.Evidence["amount"]);
        Assert.Equal(Severity.High, signal.Severity);
        Assert.Contains("without taking shares", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Paying_a_pair_before_its_swap_is_no_gift()
    {
        Scene scene = new();
        scene.Sent("user", "bot", input: "33333333");
        scene.Pay("weth", "bot", "pair", 10, scene.Root());
        int swap = scene.Enter("bot", "pair", "pair.swap", scene.Root());
        scene.Swap("pair", "bot", "weth", 0, "dai", 30);
        scene.Pay("weth", "pair", "bot", 1, swap);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void A_gift_to_an_account_that_is_not_used_is_a_payment()
    {
        Scene scene = new();
        scene.Sent("user", "bot", input: "33333333");
        scene.Pay("dai", "bot", "friend", 10, scene.Root());
        scene.Pay("weth", "vault", "bot", 10, scene.Enter("bot", "vault", "claim", scene.Root()));

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Verdict_does_not_depend_on_names_neighbours_or_decimals() =>
        FlowRun.VerdictIsInvariant(_detector, Attacks.Inflate);

    [Theory]
    [MemberData(nameof(Honest.Names), MemberType = typeof(Honest))]
    public void Stays_silent_on_honest_use(string honest) =>
        Assert.Empty(Honest.Of(honest, new Scene()).Run(_detector));

    [Fact]
    public void Allocates_nothing_where_it_finds_nothing() =>
        Assert.Equal(0, FlowRun.Allocated(_detector, "swap through a router"));
}
