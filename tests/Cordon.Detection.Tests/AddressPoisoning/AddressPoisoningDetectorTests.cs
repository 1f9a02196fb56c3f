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

        Signal signal = Assert.Single(History.Last(_detector, scene));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal(LookAlike, (string?)signal.Evidence["lookalike"]);
        Assert.Equal(scene.AddressOf("alice"), signal.Subjects[0]);
    }

    [Fact]
    public void Reports_many_payments_of_nothing_out_of_strangers_accounts_once()
    {
        Scene scene = new Scene().Sent("poisoner", "writer");
        for (int i = 0; i < 10; i++) scene.Transfer("token", $"owner {i}", $"fake {i}", 0);

        Assert.Equal(10, (int?)Assert.Single(History.Last(_detector, scene)).Evidence["transfers"]);
    }

    [Fact]
    public void Stays_silent_on_one_payment_of_nothing_to_nobody_alike()
    {
        Scene scene = new();
        scene.Sent("alice", "token").Transfer("token", "alice", Friend, 900);
        scene.Sent("poisoner", "writer").Transfer("token", "alice", Different, 0);

        Assert.Empty(History.Last(_detector, scene));
    }

    [Fact]
    public void Stays_silent_when_the_sender_itself_pays_nothing() => Assert.Empty(History.Last(_detector,
        new Scene().Sent("alice", "token")
            .Transfer("token", "alice", "bert", 0).Transfer("token", "alice", "carl", 0)));

    [Fact]
    public void Stays_silent_when_contracts_move_nothing_in_passing()
    {
        Scene scene = new Scene().Sent("alice", "vault");
        scene.Call("vault", "strategy", "11223344", parent: 0);
        scene.Transfer("token", "vault", "strategy", 0).Transfer("token", "strategy", "vault", 0);

        Assert.Empty(History.Last(_detector, scene));
    }

    [Fact]
    public void Stays_silent_on_mints_and_burns_of_nothing() => Assert.Empty(History.Last(_detector,
        new Scene().Sent("alice", "token").Transfer("token", "zero", "bert", 0).Transfer("token", "carl", "zero", 0)));

    [Fact]
    public void Neither_names_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, byte>((salt, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 5; i++) scene.Noise(i);
            scene.Sent("poisoner", "writer")
                .Transfer("token", "owner", "fake", 0).Transfer("token", "other", "fake", 0);

            return Assert.Single(History.Last(_detector, scene)).Index == strangers % 5;
        }).QuickCheckThrowOnFailure();

    private static Scene Paid(ulong block, string to, string by = "alice", int salt = 1) =>
        new Scene(salt).At(block).Sent(by, "token").Transfer("token", by, to, 900_000_000);

    private static Scene Baited(ulong block, string lookalike, string victim = "alice", int salt = 1) =>
        new Scene(salt).At(block).Sent("poisoner", "writer").Transfer("token", victim, lookalike, 0);

    [Fact]
    public void Remembers_whom_a_victim_paid_in_earlier_blocks()
    {
        Signal signal = Assert.Single(History.Last(_detector, Paid(1, Friend), Paid(2, "shop"), Baited(9, LookAlike)));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal(LookAlike, (string?)signal.Evidence["lookalike"]);
    }

    [Theory]
    [InlineData("token", 100_000UL, true)]
    [InlineData("token", 100_001UL, false)]
    [InlineData("ether", 9_000_000_000_000UL, true)]
    [InlineData("ether", 10_000_000_000_000UL, false)]
    public void Dust_from_a_look_alike_is_bait_and_a_real_payment_is_not(string asset, ulong amount, bool fires)
    {
        Scene dust = new Scene().At(2).Sent(LookAlike, asset == "ether" ? "alice" : "token")
            .Transfer(asset, LookAlike, "alice", amount);

        Assert.Equal(fires, History.Last(_detector, Paid(1, Friend), dust).Count == 1);
    }

    [Fact]
    public void Stays_silent_where_it_was_somebody_else_who_paid_the_friend() =>
        Assert.Empty(History.Last(_detector, Paid(1, Friend, by: "bert"), Baited(2, LookAlike)));

    [Fact]
    public void Addresses_that_begin_with_zeros_look_like_no_one() => Assert.Empty(History.Last(_detector,
        Paid(1, "0x00000000000000000000000000000000000000aa"),
        Baited(2, "0x0000ffffffffffffffffffffffffffffffff00aa")));

    [Fact]
    public void Forgets_what_is_older_than_the_option_says()
    {
        AddressPoisoningDetector detector = new(new AddressPoisoningOptions { HistoryBlocksMax = 3 });
        IEnumerable<Scene> later = Enumerable.Range(2, 3).Select(i => Paid((ulong)i, $"shop {i}"));

        Assert.Single(History.Last(detector, [Paid(1, Friend), .. later.Take(2), Baited(9, LookAlike)]));
        Assert.Empty(History.Last(detector, [Paid(1, Friend), .. later, Baited(9, LookAlike)]));
        Assert.Equal(3, History.Advance(detector, detector.Initial, [Paid(1, Friend), .. later]).PageCount);
    }

    [Fact]
    public void A_saved_state_goes_on_as_if_it_had_never_been_saved()
    {
        PaymentBook state = History.Advance(_detector, _detector.Initial, [Paid(1, Friend), Paid(2, "shop")]);

        string[] ids = History.Ids(_detector, History.Restored(_detector, state), Baited(3, LookAlike));

        Assert.Single(ids);
        Assert.Equal(History.Ids(_detector, state, Baited(3, LookAlike)), ids);
    }

    [Fact]
    public void A_damaged_state_is_refused_wherever_it_is_cut()
    {
        byte[] saved = History.Save(
            _detector, History.Advance(_detector, _detector.Initial, [Paid(1, Friend), Paid(2, "shop")]));

        for (int length = 0; length < saved.Length; length++)
            Assert.Throws<InvalidDataException>(() => _detector.Load(saved.AsSpan(0, length)));
    }

    [Fact]
    public void A_block_in_which_nobody_pays_leaves_the_state_as_it_was() => Assert.Same(
        _detector.Initial, History.Advance(_detector, _detector.Initial, new Scene().Sent("alice", "vault")));
}
