using Cordon.Detection.PrivilegeChange;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;
using Change = Cordon.Domain.Facts.PrivilegeChange;

namespace Cordon.Detection.Tests.PrivilegeChange;

public class PrivilegeChangeDetectorTests
{
    private readonly PrivilegeChangeDetector _detector = new();

    private static Scene Changed(Scene scene, PrivilegeKind kind, string subject, string previous, string sender,
        int call, string contract = "vault") => scene.Fact(scene.Facts.Privileges, new Change
        {
            Tx = scene.Tx,
            Call = call,
            Log = -1,
            Kind = kind,
            Contract = scene[contract],
            Subject = scene[subject],
            Previous = scene[previous],
            Sender = scene[sender],
        });

    // attacker -> attack: initialises the vault that already holds value, then takes it
    private static Scene Takeover(Scene scene, ulong amount = 900)
    {
        scene.Sent("attacker", "attack", input: "aabbccdd");
        int first = scene.Data.Transactions.Calls[scene.Tx].Start;
        int call = scene.Call("attack", "vault", "8129fc1c", parent: first);
        Changed(scene, PrivilegeKind.Initialized, "", "", "attack", call);
        int withdraw = scene.Call("attack", "vault", "2e1a7d4d", parent: first);
        int payout = scene.Call("vault", "token", "a9059cbb", parent: withdraw);
        return scene.Transfer("token", "vault", "attack", amount, call: payout);
    }

    [Fact]
    public void Fires_when_a_used_contract_is_initialised_again_and_pays_at_once()
    {
        Scene scene = Takeover(new Scene());

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal(scene.AddressOf("vault"), signal.Subjects[0]);
        Assert.Equal("drained", (string?)signal.Evidence["verdict"]);
    }

    // thief -> timelock -> gate -> review, which refuses
    private static Scene Refused(string through = "timelock", bool isRefused = true, bool isDelegated = false)
    {
        Scene scene = new Scene().Sent("thief", through, input: "134008d3");
        int asking = scene.Call(through, "gate", "9623609d", parent: 0);
        if (isDelegated)
            asking = scene.Call("gate", "logic", "9623609d", parent: asking, kind: CallKind.DelegateCall);
        int asked = scene.Call(
            "gate", "review", "7e13ca0e" + scene.Word("vault") + scene.Word("hollow"), parent: asking);
        if (isRefused) scene.Data.Calls.Flags[asked] = CallFlags.Failed | CallFlags.Reverted;
        return scene;
    }

    private static PrivilegeChangeDetector Watching(params string[] names) => new(
        new PrivilegeChangeOptions(),
        new WatchList([new Protocol("vaults", 1, [.. names.Select(new Scene().AddressOf)])]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reports_an_upgrade_that_the_review_refused_to_who_may_upgrade(bool isDelegated)
    {
        Scene scene = Refused(isDelegated: isDelegated);

        Signal signal = Assert.Single(scene.Run(Watching("vault", "gate", "timelock")));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal(scene.AddressOf("vault"), signal.Subjects[0]);
        Assert.Equal("refused", (string?)signal.Evidence["verdict"]);
        Assert.Equal($"{scene.AddressOf("hollow")}", (string?)signal.Evidence["implementation"]);
        Assert.Equal($"{scene.AddressOf("timelock")}", (string?)signal.Evidence["route"]);
    }

    [Fact]
    public void Stays_silent_about_reviews_that_pass_and_strangers_who_ask_in_vain()
    {
        Assert.Empty(Refused(isRefused: false).Run(Watching("vault", "gate", "timelock")));
        Assert.Empty(Refused(through: "stranger").Run(Watching("vault", "gate", "timelock")));
        Assert.Empty(Refused(through: "stranger", isDelegated: true).Run(Watching("vault", "gate", "timelock")));
        Assert.Empty(Refused().Run(Watching("other")));
        Assert.Empty(Refused().Run(new PrivilegeChangeDetector()));
    }

    [Fact]
    public void Reports_ownership_that_nobody_gave_as_medium()
    {
        Scene scene = new Scene().Sent("attacker", "attack");
        int call = scene.Call("attack", "vault", "11223344", parent: 0);
        Changed(scene, PrivilegeKind.OwnershipTransferred, "attacker", "owner", "attack", call);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Medium, signal.Severity);
        Assert.Equal("seized", (string?)signal.Evidence["verdict"]);
    }

    [Fact]
    public void Takes_a_caller_that_makes_itself_owner_for_one_that_was_not()
    {
        Scene scene = new Scene().Sent("attacker", "attack");
        int call = scene.Call("attack", "vault", "f2fde38b", parent: 0);
        Changed(scene, PrivilegeKind.OwnershipTransferred, "attack", "", "attack", call);

        Assert.Equal(Severity.Medium, Assert.Single(scene.Run(_detector)).Severity);

        scene.Call("attack", "pool", "022c0d9f", parent: 0);
        scene.Transfer("weth", "pool", "attack", 9);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal("exploited", (string?)signal.Evidence["verdict"]);
    }

    [Theory]
    [InlineData("zero")] // an unowned contract gets its first owner
    [InlineData("attack")] // an owner confirms itself
    public void Takes_a_first_or_unchanged_owner_for_what_it_is(string previous)
    {
        Scene scene = new Scene().Sent("attacker", "attack");
        int call = scene.Call("attack", "vault", "f2fde38b", parent: 0);
        Changed(scene, PrivilegeKind.OwnershipTransferred, "attack", previous, "attack", call);

        Assert.Equal(Severity.Low, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Takes_an_accepted_offer_for_what_it_is()
    {
        Scene scene = new Scene().Sent("heir", "vault", input: "79ba5097");
        Changed(scene, PrivilegeKind.OwnershipTransferred, "heir", "owner", "heir", 0);

        Assert.Equal(Severity.Low, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Takes_an_owner_that_hands_over_for_what_it_is()
    {
        Scene scene = new Scene().Sent("owner", "vault", input: "f2fde38b");
        Changed(scene, PrivilegeKind.OwnershipTransferred, "heir", "owner", "owner", 0);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Low, signal.Severity);
        Assert.Equal("account", (string?)signal.Evidence["route"]);
    }

    [Fact]
    public void Is_only_context_through_a_multi_signature_wallet()
    {
        Scene scene = new Scene().Sent("signer", "safe", input: "6a761202");
        Changed(scene, PrivilegeKind.Upgraded, "code", "", "safe", scene.Call("safe", "vault", "3659cfe6", parent: 0));

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal("multisig", (string?)signal.Evidence["route"]);
    }

    [Fact]
    public void Is_only_context_through_an_executed_proposal()
    {
        Scene scene = new Scene().Sent("anybody", "timelock", input: "0825f38f");
        Changed(scene, PrivilegeKind.AdminChanged, "admin", "old", "timelock",
            scene.Call("timelock", "vault", "8f283970", parent: 0));
        scene.Fact(scene.Facts.Governance, new GovernanceAction
        {
            Tx = 0,
            Call = 0,
            Kind = GovernanceKind.Executed,
            Governor = scene["timelock"],
        });

        Assert.Equal("timelock", (string?)Assert.Single(scene.Run(_detector)).Evidence["route"]);
    }

    [Fact]
    public void Raises_weighty_changes_of_configured_contracts()
    {
        Scene scene = new Scene().Sent("owner", "vault");
        Changed(scene, PrivilegeKind.Upgraded, "code", "", "owner", 0);
        WatchList watched = new([new Protocol("vaults", 1, [scene.AddressOf("vault")])]);

        Assert.Equal(Severity.Medium,
            Assert.Single(scene.Run(new PrivilegeChangeDetector(new PrivilegeChangeOptions(), watched))).Severity);
    }

    [Fact]
    public void Stays_silent_on_the_first_owner_of_a_contract_made_in_the_block()
    {
        Scene scene = new Scene().Sent("maker", "vault");
        scene.Fact(scene.Facts.Contracts,
            new ContractChange { Tx = 0, Call = 0, IsCreated = true, Contract = scene["vault"] });
        Changed(scene, PrivilegeKind.OwnershipTransferred, "maker", "zero", "maker", 0);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Does_not_call_it_a_drain_when_the_contract_is_paid()
    {
        Scene scene = Takeover(new Scene());
        scene.Transfer("weth", "attack", "vault", 5);

        Assert.NotEqual(Severity.High, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Does_not_call_it_a_drain_when_the_payment_came_before_the_change()
    {
        Scene scene = new();
        scene.Sent("attacker", "attack", input: "aabbccdd");
        scene.Transfer("token", "vault", "attack", 900, call: scene.Call("attack", "vault", "2e1a7d4d", parent: 0));
        Changed(scene, PrivilegeKind.Initialized, "", "", "attack",
            scene.Call("attack", "vault", "8129fc1c", parent: 0));

        Assert.Equal(Severity.Low, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Joins_several_changes_of_one_contract_in_one_statement()
    {
        Scene scene = new Scene().Sent("owner", "vault");
        Changed(scene, PrivilegeKind.RoleGranted, "a", "", "owner", 0);
        Changed(scene, PrivilegeKind.RoleGranted, "b", "", "owner", 0);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal(2, signal.Evidence["changes"]!.AsArray().Count);
    }

    [Fact]
    public void Neither_names_nor_decimals_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt, byte>((salt, unit, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 4; i++) scene.Noise(i);

            return Assert.Single(Takeover(scene, (ulong)unit.Get).Run(_detector)).Severity == Severity.High;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocates_nothing_where_nothing_changes() =>
        Assert.Equal(0, Allocations.Of(_detector, new Scene().Noise(1).Noise(2)));
}
