using Cordon.Detection.BridgeImbalance;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.BridgeImbalance;

public class BridgeImbalanceDetectorTests
{
    private readonly BridgeImbalanceDetector _detector = new();

    private static Scene Message(Scene scene, bool isRelease, ulong amount, ulong id, string account = "user") =>
        scene.Fact(scene.Facts.Bridges, new BridgeMessage
        {
            Tx = scene.Tx,
            Call = -1,
            Log = -1,
            IsRelease = isRelease,
            Bridge = scene["bridge"],
            Account = scene[account],
            Asset = scene["token"],
            Amount = amount,
            MessageId = id,
        });

    private static Scene Released(ulong block, ulong amount, int salt = 1) =>
        Message(new Scene(salt).At(block).Sent("relayer", "bridge").Transfer("token", "bridge", "user", amount),
            isRelease: true, amount, id: block);

    private static IEnumerable<Scene> Usual(ulong unit = 1, int salt = 1) =>
        Enumerable.Range(1, 20).Select(i => Released((ulong)i, (ulong)(90 + (i % 3 * 10)) * unit, salt));

    [Fact]
    public void Fires_on_a_deposit_whose_tokens_did_not_arrive()
    {
        Scene scene = new Scene().Sent("user", "bridge").Transfer("token", "user", "bridge", 10);

        Signal signal = Assert.Single(History.Last(_detector, Message(scene, isRelease: false, 1_000, 1)));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Contains("only 1 % arrived", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_silent_on_a_deposit_that_arrived_less_a_fee()
    {
        Scene scene = new Scene().Sent("user", "bridge").Transfer("token", "user", "escrow", 995);

        Assert.Empty(History.Last(_detector, Message(scene, isRelease: false, 1_000, 1)));
    }

    [Fact]
    public void Fires_on_a_message_released_twice()
    {
        Scene second = Message(new Scene().At(9).Sent("relayer", "bridge"), isRelease: true, 100, id: 5);

        Assert.Equal(Severity.High, Assert.Single(History.Last(_detector, Released(5, 100), second)).Severity);
    }

    [Fact]
    public void Takes_two_events_of_one_release_for_one()
    {
        Scene scene = Message(Released(5, 100), isRelease: true, 100, id: 5);

        Assert.Empty(History.Last(_detector, scene));
    }

    [Fact]
    public void Takes_one_id_with_another_amount_for_another_message()
    {
        Scene other = Message(new Scene().At(9).Sent("relayer", "bridge"), isRelease: true, 120, id: 5);

        Assert.Empty(History.Last(_detector, Released(5, 100), other));
    }

    [Fact]
    public void Fires_on_a_release_far_above_the_earlier_ones()
    {
        Signal signal = Assert.Single(History.Last(_detector, [.. Usual(), Released(40, 50_000)]));

        Assert.Equal(Severity.Medium, signal.Severity);
    }

    [Fact]
    public void Stays_silent_on_usual_releases() =>
        Assert.Empty(History.Last(_detector, [.. Usual(), Released(40, 140)]));

    [Fact]
    public void Fires_when_the_submitting_contract_is_paid_and_sells_at_once()
    {
        Scene scene = new Scene().Sent("attacker", "attack");
        int call = scene.Call("attack", "bridge", "11223344", parent: 0);
        scene.Transfer("token", "bridge", "attack", 500, call: call);
        Message(scene, isRelease: true, 500, 7, "attack").Swap("pool", "attack", "token", 500, "weth", 9);

        Assert.Equal(Severity.High, Assert.Single(History.Last(_detector, scene)).Severity);
    }

    private static Scene Signed(int signatures, string submitter, ulong eth, ulong id = 7)
    {
        Scene scene = new Scene().Sent(submitter, "bridge", input: "aabbccdd");
        for (int i = 0; i < signatures; i++)
            scene.Call("bridge", "0x0000000000000000000000000000000000000001", "00", parent: 0);

        UInt256 wei = default;
        for (ulong i = 0; i < eth; i++) wei += 1_000_000_000_000_000_000;
        scene.Transfer("ether", "bridge", "user", wei);
        Message(scene, isRelease: true, 1, id);
        scene.Facts.Bridges[0].Asset = scene["ether"];
        scene.Facts.Bridges[0].Amount = wei;
        return scene;
    }

    [Theory]
    [InlineData(1, "user", 200, true)]
    [InlineData(1, "user", 10, true)]
    [InlineData(1, "user", 9, false)]
    [InlineData(1, "relayer", 200, false)]
    [InlineData(0, "user", 200, false)] // proofs instead of signatures
    [InlineData(3, "user", 200, false)]
    public void Fires_when_one_signature_releases_much_to_whoever_submitted_it(
        int signatures, string submitter, ulong eth, bool fires) =>
        Assert.Equal(fires, History.Last(_detector, Signed(signatures, submitter, eth)).Count == 1);

    [Theory]
    [InlineData(1, 1, false)] // a bridge that always goes by one signature has that history to show
    [InlineData(4, 3, false)]
    [InlineData(4, 2, true)]
    [InlineData(4, 1, true)]
    [InlineData(4, 0, false)] // proofs instead of signatures
    public void Compares_the_signatures_of_a_release_with_those_of_the_bridges_earlier_ones(
        int usual, int now, bool fires)
    {
        IEnumerable<Scene> earlier = Enumerable.Range(1, 20)
            .Select(i => Signed(usual, "relayer", 3, (ulong)i).At((ulong)i));

        Assert.Equal(fires, History.Last(_detector, [.. earlier, Signed(now, "relayer", 3, id: 40).At(40)]).Count == 1);
    }

    [Fact]
    public void Stays_silent_when_a_person_is_paid_and_sells_by_itself()
    {
        Scene scene = new Scene().Sent("user", "bridge").Transfer("token", "bridge", "user", 500);
        Message(scene, isRelease: true, 500, 7);
        scene.Sent("user", "router").Swap("pool", "router", "token", 500, "weth", 9, "user", "user");

        Assert.Empty(History.Last(_detector, scene));
    }

    [Fact]
    public void Neither_names_nor_decimals_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt>((salt, unit) => History.Last(_detector,
            [.. Usual((ulong)unit.Get, salt.Get), Released(40, 50_000 * (ulong)unit.Get, salt.Get)]).Count == 1)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_saved_state_still_knows_the_messages_and_the_sizes()
    {
        BridgeState state = History.Restored(_detector, History.Advance(_detector, _detector.Initial, Usual()));

        Assert.Single(History.Ids(_detector, state, Released(3, 90 + (3 % 3 * 10))));
        Assert.Single(History.Ids(_detector, state, Released(40, 50_000)));
    }

    [Fact]
    public void Forgets_the_oldest_message_beyond_its_limit()
    {
        Address bridge = new Scene().AddressOf("bridge");
        BridgeState state = Remembering(BridgeState.Empty, bridge, [1, 2, 3, 4, 5]);

        Assert.False(Knows(state, bridge, 2));
        Assert.True(Knows(state, bridge, 3));
    }

    [Fact]
    public void Two_branches_from_one_state_know_their_own_messages_only()
    {
        Address bridge = new Scene().AddressOf("bridge");
        BridgeState fork = Remembering(BridgeState.Empty, bridge, [1, 2]);
        BridgeState left = Remembering(fork, bridge, [3]);
        BridgeState right = Remembering(fork, bridge, [4]);

        Assert.Equal([true, true, false], [Knows(left, bridge, 1), Knows(left, bridge, 3), Knows(left, bridge, 4)]);
        Assert.Equal([true, false, true], [Knows(right, bridge, 1), Knows(right, bridge, 3), Knows(right, bridge, 4)]);
        Assert.Equal([true, false, false], [Knows(fork, bridge, 1), Knows(fork, bridge, 3), Knows(fork, bridge, 4)]);
    }

    [Fact]
    public void Remembering_a_known_message_leaves_the_state_as_it_was()
    {
        Address bridge = new Scene().AddressOf("bridge");
        BridgeState state = Remembering(BridgeState.Empty, bridge, [1, 2]);

        Assert.Same(state, Remembering(state, bridge, [2, 1]));
    }

    private static BridgeState Remembering(BridgeState state, Address bridge, ulong[] ids)
    {
        foreach (ulong id in ids)
        {
            BridgeEdit edit = state.Edit();
            edit.Remember(new ReleasedMessage(bridge, id), messagesMax: 3);
            state = edit.Done();
        }

        return state;
    }

    private static bool Knows(BridgeState state, Address bridge, ulong id) =>
        state.Edit().HasSeen(new ReleasedMessage(bridge, id));

    [Fact]
    public void Refuses_damaged_bytes()
    {
        byte[] saved = History.Save(_detector, History.Advance(_detector, _detector.Initial, Usual()));

        Assert.Throws<InvalidDataException>(() => _detector.Load(saved.AsSpan(0, saved.Length - 1)));
        Assert.Throws<InvalidDataException>(() => _detector.Load([]));
        Assert.Throws<InvalidDataException>(() => _detector.Load([0xff, 0xff, 0xff, 0x7f]));
    }
}
