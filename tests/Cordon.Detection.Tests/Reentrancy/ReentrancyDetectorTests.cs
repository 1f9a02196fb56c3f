using Cordon.Detection.Reentrancy;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.Reentrancy;

public class ReentrancyDetectorTests
{
    private readonly ReentrancyDetector _detector = new();

    private static Scene Of(string kind, Scene scene, UInt256 unit) => kind switch
    {
        "SameFunction" => Attacks.Reenter(scene, unit),
        "CrossFunction" => Attacks.Reenter(scene, unit, "transferShares"),
        "CrossContract" => Attacks.CrossContract(scene, unit),
        _ => Attacks.ReadWhileOpen(scene, unit),
    };

    [Theory]
    [InlineData("SameFunction", "vault", "vault")]
    [InlineData("CrossFunction", "vault", "vault")]
    [InlineData("CrossContract", "market", "comptroller")]
    [InlineData("ReadOnly", "curve", "lender")]
    public void Tells_the_kinds_apart_and_names_both_contracts(string kind, string contract, string acting)
    {
        Scene scene = Of(kind, new Scene(), 1);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal(kind, (string?)signal.Evidence["kind"]);
        Assert.Equal(scene.AddressOf(contract).ToString(), (string?)signal.Evidence["contract"]);
        Assert.Equal(scene.AddressOf(acting).ToString(), (string?)signal.Evidence["acting"]);
        Assert.Equal(scene.AddressOf(contract), signal.Subjects[0]);
    }

    [Theory]
    [InlineData("SameFunction")]
    [InlineData("CrossFunction")]
    [InlineData("CrossContract")]
    [InlineData("ReadOnly")]
    public void Verdict_does_not_depend_on_names_neighbours_or_decimals(string kind) =>
        FlowRun.VerdictIsInvariant(_detector, (scene, unit) => Of(kind, scene, unit));

    [Theory]
    [MemberData(nameof(Honest.Names), MemberType = typeof(Honest))]
    public void Stays_silent_on_honest_use(string honest) =>
        Assert.Empty(Honest.Of(honest, new Scene()).Run(_detector));

    [Fact]
    public void Shows_where_in_the_call_tree_it_happened()
    {
        Signal signal = Assert.Single(Attacks.Reenter(new Scene(), 1).Run(_detector));

        Assert.Equal("[0]", signal.Evidence["outer"]!.ToJsonString());
        Assert.Equal("[0,0,0]", signal.Evidence["inner"]!.ToJsonString());
    }

    [Fact]
    public void Depth_alone_is_no_reentrancy()
    {
        Scene scene = new();
        scene.Sent("user", "bot", input: "33333333");
        int frame = scene.Root();
        for (int i = 0; i < 40; i++) frame = scene.Enter(i == 0 ? "bot" : $"c{i}", $"c{i + 1}", "step", frame);
        scene.Pay("ether", "c40", "bot", 5, frame);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Entry_through_a_strangers_code_alone_does_not_count()
    {
        Scene scene = new();
        scene.Sent("user", "bot", input: "33333333");
        int outer = scene.Enter("bot", "vault", "harvest", scene.Root());
        int strategy = scene.Enter("vault", "strategy", "report", outer);
        scene.Pay("dai", "vault", "bot", 5, scene.Enter("strategy", "vault", "settle", strategy));

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void A_frame_that_was_undone_does_not_count()
    {
        Scene scene = Attacks.Reenter(new Scene(), 1);
        for (int call = scene.Root() + 3; call < scene.Data.Calls.Count; call++)
            scene.Data.Calls.Flags[call] = CallFlags.Reverted;

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Allocates_nothing_where_it_finds_nothing() =>
        Assert.Equal(0, FlowRun.Allocated(_detector, "flash loan and arbitrage"));
}
