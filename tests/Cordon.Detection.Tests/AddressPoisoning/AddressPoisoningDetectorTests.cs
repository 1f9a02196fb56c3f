using Cordon.Detection.AddressPoisoning;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.AddressPoisoning;

public class AddressPoisoningDetectorTests
{
    private const string Friend = "0xabcd000000000000000000000000000000001234";
    private const string LookAlike = "0xabcdffffffffffffffffffffffffffffffff1234";
    private const string Different = "0xabceffffffffffffffffffffffffffffffff1234";
    private readonly AddressPoisoningDetector _detector = new();

    [Fact]
    public void Reports_a_payment_of_nothing_to_a_look_alike_of_somebody_paid_in_the_block()
    {
        Scene scene = new();
        scene.Sent("alice", "token").Transfer("token", "alice", Friend, 900);
        scene.Sent("poisoner", "writer").Transfer("token", "alice", LookAlike, 0);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal(LookAlike, (string?)signal.Evidence["lookalike"]);
        Assert.Equal(scene.AddressOf("alice"), signal.Subjects[0]);
    }

    [Fact]
    public void Reports_many_payments_of_nothing_out_of_strangers_accounts_once()
    {
        Scene scene = new Scene().Sent("poisoner", "writer");
        for (int i = 0; i < 10; i++) scene.Transfer("token", $"owner {i}", $"fake {i}", 0);

        Assert.Equal(10, (int?)Assert.Single(scene.Run(_detector)).Evidence["transfers"]);
    }

    [Fact]
    public void Stays_silent_on_one_payment_of_nothing_to_nobody_alike()
    {
        Scene scene = new();
        scene.Sent("alice", "token").Transfer("token", "alice", Friend, 900);
        scene.Sent("poisoner", "writer").Transfer("token", "alice", Different, 0);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_sender_itself_pays_nothing() => Assert.Empty(
        new Scene().Sent("alice", "token").Transfer("token", "alice", "bert", 0).Transfer("token", "alice", "carl", 0)
            .Run(_detector));

    [Fact]
    public void Stays_silent_when_contracts_move_nothing_in_passing()
    {
        Scene scene = new Scene().Sent("alice", "vault");
        scene.Call("vault", "strategy", "11223344", parent: 0);
        scene.Transfer("token", "vault", "strategy", 0).Transfer("token", "strategy", "vault", 0);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_on_mints_and_burns_of_nothing() => Assert.Empty(
        new Scene().Sent("alice", "token").Transfer("token", "zero", "bert", 0).Transfer("token", "carl", "zero", 0)
            .Run(_detector));

    [Fact]
    public void Neither_names_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, byte>((salt, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 5; i++) scene.Noise(i);
            scene.Sent("poisoner", "writer")
                .Transfer("token", "owner", "fake", 0).Transfer("token", "other", "fake", 0);

            return Assert.Single(scene.Run(_detector)).Index == strangers % 5;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocates_nothing_where_it_finds_nothing() =>
        Assert.Equal(0, Allocations.Of(_detector, new Scene().Noise(1).Noise(2)));
}
