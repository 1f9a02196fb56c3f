using Cordon.Detection.GovernanceAttack;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.GovernanceAttack;

public class GovernanceAttackDetectorTests
{
    private readonly GovernanceAttackDetector _detector = new();

    private static Scene Step(Scene scene, GovernanceKind kind, ulong id, int call = 0, ulong weight = 0,
        string account = "attacker") => scene.Fact(scene.Facts.Governance, new GovernanceAction
        {
            Tx = scene.Tx,
            Call = call,
            Log = -1,
            Kind = kind,
            Governor = scene["governor"],
            Account = scene[account],
            Target = scene["treasury"],
            ProposalId = id,
            Weight = weight,
        });

    private static Scene Borrowed(Scene scene) => scene.Fact(scene.Facts.FlashLoans, new Domain.Facts.FlashLoan
    {
        Tx = scene.Tx,
        Call = -1,
        Log = -1,
        Lender = scene["lender"],
        Borrower = scene["attack"],
        Asset = scene["votes"],
        Amount = 1_000,
    });

    private static Scene VotedAndExecuted(Scene scene)
    {
        scene.Sent("attacker", "attack", input: "aabbccdd");
        Step(Borrowed(scene), GovernanceKind.VoteCast, 7, weight: 1_000);
        scene.Transfer("token", "treasury", "attack", 900);
        return Step(scene, GovernanceKind.Executed, 7);
    }

    [Fact]
    public void Fires_when_a_proposal_is_voted_on_and_executed_in_one_breath()
    {
        IReadOnlyList<Signal> signals = VotedAndExecuted(new Scene()).Run(_detector);

        Assert.Contains(signals, signal => signal.Severity == Severity.High);
        Assert.Contains(signals,
            signal => signal.Severity == Severity.Medium && (int?)signal.Evidence["flashLoans"] == 1);
    }

    [Fact]
    public void Fires_when_the_deciding_vote_came_in_an_earlier_transaction_of_the_block()
    {
        Scene scene = new();
        Step(scene.Sent("attacker", "governor"), GovernanceKind.VoteCast, 7);
        scene.Sent("attacker", "governor").Transfer("token", "treasury", "attacker", 9);
        Step(scene, GovernanceKind.Executed, 7);

        Assert.Equal(Severity.High, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Is_medium_when_nothing_of_value_was_moved()
    {
        Scene scene = new();
        Step(scene.Sent("attacker", "governor"), GovernanceKind.Proposed, 7);
        Step(scene, GovernanceKind.Executed, 7);

        Assert.Equal(Severity.Medium, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Fires_when_the_executor_borrows_on_what_the_proposal_changed()
    {
        Scene scene = new Scene().Sent("attacker", "attack", input: "aabbccdd");
        int execute = scene.Call("attack", "governor", "fe0d94c1", parent: 0);
        Step(scene, GovernanceKind.Executed, 7, execute);
        int borrow = scene.Call("attack", "market", "c5ebeaec", parent: 0);
        scene.Transfer("token", "market", "attack", 900, call: borrow)
            .Loan(LoanKind.Borrow, "market", "attack", "token", 900, call: borrow);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal(scene.AddressOf("governor"), signal.Subjects[0]);
    }

    [Fact]
    public void Reports_votes_that_arrived_in_the_same_block_as_low()
    {
        Scene scene = new();
        scene.Sent("lender", "votes").Transfer("votes", "lender", "voter", 1_000);
        Step(scene.Sent("voter", "governor"), GovernanceKind.VoteCast, 7, weight: 1_000, account: "voter");

        Assert.Equal(Severity.Low, Assert.Single(scene.Run(_detector)).Severity);
    }

    [Fact]
    public void Stays_silent_on_an_ordinary_vote() => Assert.Empty(
        Step(new Scene().Sent("voter", "governor"), GovernanceKind.VoteCast, 7, weight: 1_000).Run(_detector));

    [Fact]
    public void Stays_silent_when_somebody_executes_a_proposal_of_earlier_blocks()
    {
        Scene scene = new Scene().Sent("anybody", "governor", input: "fe0d94c1");
        scene.Transfer("token", "treasury", "grantee", 900);

        Assert.Empty(Step(scene, GovernanceKind.Executed, 7).Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_a_keeper_contract_executes_and_gains_nothing()
    {
        Scene scene = new Scene().Sent("keeper", "automaton", input: "aabbccdd");
        int execute = scene.Call("automaton", "governor", "fe0d94c1", parent: 0);
        scene.Transfer("token", "treasury", "grantee", 900, call: execute);

        Assert.Empty(Step(scene, GovernanceKind.Executed, 7, execute).Run(_detector));
    }

    [Fact]
    public void Stays_silent_when_two_different_proposals_meet_in_one_block()
    {
        Scene scene = new();
        Step(scene.Sent("voter", "governor"), GovernanceKind.VoteCast, 8);
        Step(scene.Sent("anybody", "governor"), GovernanceKind.Executed, 7);

        Assert.Empty(scene.Run(_detector));
    }

    [Fact]
    public void Neither_names_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, byte>((salt, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 4; i++) scene.Noise(i);

            return VotedAndExecuted(scene).Run(_detector).Count(signal => signal.Severity == Severity.High) == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Allocates_nothing_where_nothing_is_governed() =>
        Assert.Equal(0, Allocations.Of(_detector, new Scene().Noise(1).Noise(2)));
}
