using Cordon.Detection.PriceManipulation;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.PriceManipulation;

public class PriceManipulationDetectorTests
{
    private readonly PriceManipulationDetector _detector = new();

    private static Scene Of(string shape, Scene scene, UInt256 unit) =>
        shape == "ReadWhileMoved" ? Attacks.MoveAndBorrow(scene, unit) : Attacks.ForceReserves(scene, unit);

    [Fact]
    public void Names_the_lender_that_read_the_moved_pool_first()
    {
        Scene scene = Attacks.MoveAndBorrow(new Scene(), 1);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal("ReadWhileMoved", (string?)signal.Evidence["shape"]);
        Assert.Equal(scene.AddressOf("pair").ToString(), (string?)signal.Evidence["pool"]);
        Assert.Equal(scene.AddressOf("lender").ToString(), (string?)signal.Evidence["reader"]);
        Assert.Equal(scene.AddressOf("lender"), signal.Subjects[0]);
        Assert.Equal(Severity.High, signal.Severity);
    }

    [Fact]
    public void Sees_reserves_taken_up_without_a_trade()
    {
        Scene scene = Attacks.ForceReserves(new Scene(), 1);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal("ForcedReserves", (string?)signal.Evidence["shape"]);
        Assert.Contains(scene.AddressOf("pair"), signal.Subjects);
    }

    [Fact]
    public void Sees_a_pool_moved_one_way_and_back_at_a_gain()
    {
        Scene scene = new();
        scene.Sent("thief", "attacker", input: "11111111");
        foreach ((string give, ulong paid, string get, ulong got) in (ReadOnlySpan<(string, ulong, string, ulong)>)
            [("weth", 10, "token", 90), ("token", 90, "weth", 12)])
        {
            int swap = scene.Enter("attacker", "pool", "exchange", scene.Root());
            scene.Pay(get, "pool", "attacker", got, swap);
            scene.Pay(give, "attacker", "pool", paid, swap);
        }

        Assert.Equal("RoundTrip", (string?)Assert.Single(scene.Run(_detector)).Evidence["shape"]);
    }

    [Theory]
    [InlineData("ReadWhileMoved")]
    [InlineData("ForcedReserves")]
    public void Verdict_does_not_depend_on_names_neighbours_or_decimals(string shape) =>
        FlowRun.VerdictIsInvariant(_detector, (scene, unit) => Of(shape, scene, unit));

    [Theory]
    [MemberData(nameof(Honest.Names), MemberType = typeof(Honest))]
    public void Stays_silent_on_honest_use(string honest) =>
        Assert.Empty(Honest.Of(honest, new Scene()).Run(_detector));

    [Fact]
    public void Reading_a_pool_that_nobody_moved_is_honest()
    {
        Scene scene = new();
        scene.Sent("user", "bot", input: "33333333");
        int borrow = scene.Enter("bot", "lender", "borrow", scene.Root());
        scene.Read("lender", "pair", "getReserves", borrow);
        scene.Pay("usdc", "lender", "bot", 50, borrow);
        scene.Enter("bot", "pair", "pair.swap", scene.Root());
        scene.Swap("pair", "bot", "usdc", 50, "weth", 5);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void A_router_that_only_passes_value_on_is_no_pool()
    {
        Scene scene = new();
        scene.Sent("user", "bot", input: "33333333");
        foreach (string asset in (string[])["weth", "dai"])
        {
            int hop = scene.Enter("bot", "router", "forward", scene.Root());
            scene.Pay(asset, "bot", "router", 10, hop);
            scene.Pay(asset, "router", "bot", 10, hop);
        }

        scene.Pay("dai", "payer", "bot", 1, scene.Root());

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Allocates_nothing_where_it_finds_nothing() =>
        Assert.Equal(0, FlowRun.Allocated(_detector, "flash loan and arbitrage"));
}
