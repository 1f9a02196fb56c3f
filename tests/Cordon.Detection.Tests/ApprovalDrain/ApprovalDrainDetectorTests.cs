using Cordon.Detection.ApprovalDrain;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.ApprovalDrain;

public class ApprovalDrainDetectorTests
{
    private readonly ApprovalDrainDetector _detector = new(new ApprovalDrainOptions());

    // attacker -> its contract -> gateway, which others approved -> token.transferFrom(owner, attacker)
    private static Scene Drain(Scene scene, string owner = "owner", string taker = "attacker", ulong amount = 500)
    {
        scene.Sent("attacker", "attack", input: "aabbccdd");
        int entry = scene.Call("attack", "gateway", "11223344" + scene.Word("token") + scene.Word(owner), parent: 0);
        return scene.Pull("token", "gateway", owner, taker, amount, entry);
    }

    [Fact]
    public void Fires_when_a_contract_is_made_to_pull_a_strangers_tokens()
    {
        Scene scene = Drain(new Scene());

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal(scene.AddressOf("gateway"), signal.Subjects[0]);
        Assert.Contains(scene.AddressOf("owner"), signal.Subjects);
        Assert.Contains("pull 500 raw units", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_every_owner_of_one_transaction_in_one_signal()
    {
        Scene scene = Drain(new Scene());
        int entry = scene.Call("attack", "gateway", "11223344" + scene.Word("second"), parent: 0);
        scene.Pull("token", "gateway", "second", "attacker", 70, entry);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(2, (int?)signal.Evidence["owners"]);
        Assert.Contains("570 raw units", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Fires_when_a_whole_transferFrom_is_smuggled_through_a_contract_called_directly()
    {
        Scene scene = new();
        string payload = "23b872dd" + scene.Word("owner") + scene.Word("attacker") + Scene.Word(500);
        scene.Sent("attacker", "router", input: "11223344" + payload);
        scene.Pull("token", "router", "owner", "attacker", 500, 0);

        Assert.Equal(Severity.High, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Fires_when_owners_are_made_to_buy_at_a_collapsing_price()
    {
        Scene scene = new();
        scene.Sent("attacker", "attack", input: "aabbccdd");
        for (int i = 0; i < 4; i++)
        {
            int entry = scene.Call("attack", "gateway", "11223344" + scene.Word($"owner {i}"), parent: 0);
            scene.Pull("token", "gateway", $"owner {i}", "pool", 100, entry);
            scene.Transfer("worthless", "pool", $"owner {i}", 1_000u >> (i * 2));
        }

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Contains("ever worse price", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_permit_used_at_once_by_a_stranger_as_medium()
    {
        Scene scene = new();
        scene.Sent("attacker", "phisher", input: "aabbccdd");
        scene.Pull("token", "phisher", "owner", "attacker", 500, 0);
        scene.Fact(scene.Facts.Approvals, new Approval
        {
            Tx = 0,
            Kind = ApprovalKind.Permit,
            Token = scene["token"],
            Owner = scene["owner"],
            Spender = scene["phisher"],
            Amount = 500,
        });

        Assert.Equal(Severity.Medium, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Reports_a_collection_from_many_owners_as_low()
    {
        Scene scene = new();
        scene.Sent("operator", "collector", input: "aabbccdd");
        for (int i = 0; i < 3; i++) scene.Pull("token", "collector", $"owner {i}", "treasury", 100, 0);

        Assert.Equal(Severity.Low, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Stays_silent_when_the_sender_moves_its_own_tokens()
    {
        Scene scene = new();
        scene.Sent("alice", "router", input: "aabbccdd");
        int entry = scene.Call("router", "proxy", "11223344" + scene.Word("alice"), parent: 0);
        scene.Pull("token", "proxy", "alice", "pool", 500, entry).Transfer("weth", "pool", "alice", 9);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_owner_is_paid()
    {
        Scene scene = Drain(new Scene());
        scene.Transfer("weth", "attack", "owner", 9);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_owner_is_given_an_item_that_only_its_call_shows()
    {
        Scene scene = Drain(new Scene());
        scene.Call("attack", "collectible", "23b872dd" + scene.Word("attacker") + scene.Word("owner") + Scene.Word(7),
            parent: 0);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_owner_signed()
    {
        Scene scene = new();
        scene.Sent("relayer", "relay", input: "aabbccdd");
        int entry = scene.Call("relay", "gateway", "11223344" + scene.Word("owner"), parent: 0);
        scene.Call("gateway", "0x0000000000000000000000000000000000000001", "11", parent: entry,
            kind: CallKind.StaticCall, output: scene.Word("owner"));
        scene.Pull("token", "gateway", "owner", "relayer", 500, entry);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_contract_itself_chose_whom_to_pull_from()
    {
        Scene scene = new(); // a reward paid to a claimer out of a treasury that approved the distributor
        scene.Sent("claimer", "zap", input: "aabbccdd");
        int entry = scene.Call("zap", "distributor", "4e71d92d", parent: 0);
        scene.Pull("token", "distributor", "treasury", "claimer", 500, entry);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_owner_takes_part()
    {
        Scene scene = Drain(new Scene());
        scene.Call("gateway", "owner", "deadbeef", parent: 1);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_a_batch_gives_every_owner_about_one_price()
    {
        Scene scene = new();
        scene.Sent("keeper", "batch", input: "aabbccdd");
        for (int i = 0; i < 4; i++)
        {
            int entry = scene.Call("batch", "vault", "11223344" + scene.Word($"owner {i}"), parent: 0);
            scene.Pull("token", "vault", $"owner {i}", "pool", 100, entry)
                .Transfer("weth", "pool", $"owner {i}", 50u - (uint)i);
        }

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_the_pull_was_undone()
    {
        Scene scene = new();
        scene.Sent("attacker", "attack", input: "aabbccdd").Transfer("ether", "attacker", "attack", 1);
        int entry = scene.Call("attack", "gateway", "11223344" + scene.Word("owner"), parent: 0);
        string input = "23b872dd" + scene.Word("owner") + scene.Word("attacker") + Scene.Word(500);
        int pull = scene.Call("gateway", "token", input, parent: entry);
        scene.Data.Calls.Flags[pull] = CallFlags.Failed | CallFlags.Reverted;

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Neither_names_nor_decimals_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt, byte>((salt, unit, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 4; i++) scene.Noise(i);
            scene = DrainAfter(scene, (ulong)unit.Get);

            Signal signal = Assert.Single(scene.Run(_detector));
            return signal.Severity == Severity.High && signal.Subjects[0] == scene.AddressOf("gateway");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocates_nothing_where_owners_are_paid()
    {
        Scene scene = Drain(new Scene()).Transfer("weth", "attack", "owner", 9);

        Assert.Equal(0, Allocations.Of(new Cordon.Detection.Flows.TransactionScan([_detector]), scene));
    }

    private static Scene DrainAfter(Scene scene, ulong amount)
    {
        scene.Sent("attacker", "attack", input: "aabbccdd");
        int first = scene.Data.Transactions.Calls[scene.Tx].Start;
        int entry = scene.Call("attack", "gateway", "11223344" + scene.Word("owner"), parent: first);
        return scene.Pull("token", "gateway", "owner", "attacker", amount, entry);
    }
}
