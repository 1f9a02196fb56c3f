using Cordon.Detection.BorrowedVotes;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.BorrowedVotes;

public class BorrowedVotesDetectorTests
{
    private readonly BorrowedVotesDetector _detector = new();

    private static Scene At(ulong block, string sender = "attacker") => new Scene().At(block).Sent(sender, "governor");

    private static Scene Step(Scene scene, GovernanceKind kind, string where, string account, string target = "",
        ulong weight = 0) => scene.Fact(scene.Facts.Governance, new GovernanceAction
        {
            Tx = scene.Tx,
            Call = -1,
            Log = -1,
            Kind = kind,
            Governor = scene[where],
            Account = scene[account],
            Target = scene[target],
            ProposalId = kind == GovernanceKind.Delegated ? 0UL : 7UL,
            Weight = weight,
        });

    private static Scene Delegates(ulong block, string holder = "attacker", string to = "attacker") =>
        Step(At(block, holder), GovernanceKind.Delegated, "votes", holder, to);

    private static Scene Proposes(ulong block, string who = "attacker") =>
        Step(At(block, who), GovernanceKind.Proposed, "governor", who);

    private static Scene Votes(ulong block, ulong weight = 1_000, string who = "attacker") =>
        Step(At(block, who), GovernanceKind.VoteCast, "governor", who, weight: weight);

    private static Scene Moves(ulong block, string from, string to, ulong amount = 1_000, string token = "votes") =>
        At(block, from).Transfer(token, from, to, amount);

    [Fact]
    public void Fires_when_votes_were_given_back_before_they_are_cast()
    {
        Signal signal = Assert.Single(History.Last(_detector,
            Delegates(1), Proposes(2), Moves(3, "attacker", "lender"), Votes(4)));

        Assert.Equal((Severity.High, 0.97), (signal.Severity, signal.Confidence));
        Assert.Equal(new Scene().AddressOf("governor"), signal.Subjects[0]);
        Assert.True((bool?)signal.Evidence["isOwnProposal"]);
        Assert.Contains("100 % left again", signal.Summary, StringComparison.Ordinal);
        Assert.Contains("delegated in block 1", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Fires_when_they_came_after_the_delegation_and_left_again() => Assert.Single(History.Last(_detector,
        Delegates(1), Proposes(2), Moves(3, "lender", "attacker"), Moves(4, "attacker", "lender"), Votes(5)));

    [Fact]
    public void Fires_when_a_contract_borrowed_and_somebody_else_votes_for_it()
    {
        Signal signal = Assert.Single(History.Last(_detector, Delegates(1, holder: "purse", to: "attacker"),
            Proposes(2), Moves(3, "purse", "lender"), Votes(4)));

        Assert.Equal(Severity.High, signal.Severity);
    }

    [Fact]
    public void Is_less_sure_when_only_half_was_given_back() => Assert.Equal(0.9, Assert.Single(History.Last(_detector,
        Delegates(1), Proposes(2), Moves(3, "attacker", "lender", 600), Votes(4))).Confidence);

    [Fact]
    public void Is_medium_when_somebody_else_proposed() => Assert.Equal(Severity.Medium, Assert.Single(
        History.Last(_detector, Delegates(1), Proposes(2, "member"), Moves(3, "attacker", "lender"), Votes(4)))
        .Severity);

    [Fact]
    public void Adds_up_what_several_holders_gave_back() => Assert.Single(History.Last(_detector,
        Delegates(1, "one", "attacker"), Delegates(1, "two", "attacker"), Proposes(2),
        Moves(3, "one", "lender", 300), Moves(3, "two", "lender", 300), Votes(4)));

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    public void Fires_only_from_the_configured_share_of_the_weight(ulong gone, bool fires) => Assert.Equal(fires,
        History.Last(_detector, Delegates(1), Proposes(2), Moves(3, "attacker", "lender", gone), Votes(4)).Count > 0);

    [Fact]
    public void Stays_silent_when_votes_are_kept() =>
        Assert.Empty(History.Last(_detector, Delegates(1), Proposes(2), Votes(4)));

    [Fact]
    public void Stays_silent_when_tokens_left_before_the_proposal_and_so_have_no_vote() => Assert.Empty(
        History.Last(_detector, Delegates(1), Moves(2, "attacker", "buyer"), Proposes(3), Votes(4)));

    [Fact]
    public void Stays_silent_when_the_tokens_came_back() => Assert.Empty(History.Last(_detector, Delegates(1),
        Proposes(2), Moves(3, "attacker", "cold"), Moves(4, "cold", "attacker"), Votes(5)));

    [Fact]
    public void Stays_silent_when_another_token_left() => Assert.Empty(History.Last(_detector, Delegates(1),
        Proposes(2), Moves(3, "attacker", "lender", token: "dollar"), Votes(4)));

    [Fact]
    public void Stays_silent_about_who_never_delegated() => Assert.Empty(History.Last(_detector, Delegates(1, "member"),
        Proposes(2), Moves(3, "attacker", "lender"), Votes(4)));

    [Fact]
    public void Forgets_a_delegation_that_is_too_old()
    {
        BorrowedVotesDetector brief = new(new BorrowedVotesOptions { MemoryBlocks = 10 });

        Assert.Empty(History.Last(brief, Delegates(1), Proposes(12), Moves(13, "attacker", "lender"), Votes(14)));
        Assert.Single(History.Last(brief, Delegates(5), Proposes(12), Moves(13, "attacker", "lender"), Votes(14)));
    }

    [Fact]
    public void Forgets_the_oldest_delegation_beyond_the_limit()
    {
        BorrowedVotesDetector small = new(new BorrowedVotesOptions { EntriesMax = 2 });
        Scene[] rest = [Proposes(4), Moves(5, "attacker", "lender"), Votes(6)];

        Assert.Empty(History.Last(small, [Delegates(1), Delegates(2, "b"), Delegates(3, "c"), .. rest]));
        Assert.Single(History.Last(small, [Delegates(1, "a"), Delegates(2, "b"), Delegates(3), .. rest]));
    }

    [Fact]
    public void Keeps_its_state_when_nothing_concerns_it()
    {
        VoteBook state = History.Advance(_detector, _detector.Initial, Delegates(1), Proposes(2));

        Assert.Same(state, History.Advance(_detector, state, Moves(3, "payer", "payee", token: "dollar")));
    }

    [Fact]
    public void A_saved_state_read_back_says_the_same() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), steps =>
        {
            VoteBook state = _detector.Initial;
            ulong block = 1;
            foreach (byte step in steps)
                state = History.Advance(_detector, state, Any(++block, step));

            VoteBook again = History.Restored(_detector, state);
            Scene vote = Votes(block + 1, who: "a");
            return History.Save(_detector, again).AsSpan().SequenceEqual(History.Save(_detector, state))
                && History.Ids(_detector, again, vote).SequenceEqual(History.Ids(_detector, state, vote));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Refuses_bytes_that_are_no_saved_state()
    {
        VoteBook state = History.Advance(_detector, _detector.Initial, Delegates(1), Proposes(2));
        byte[] saved = History.Save(_detector, state);

        for (int length = 0; length < saved.Length; length++)
            Assert.Throws<InvalidDataException>(() => _detector.Load(saved.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => _detector.Load([.. saved, 0]));
        Assert.Throws<InvalidDataException>(() => _detector.Load([9, .. saved[1..]]));
        Assert.Throws<InvalidDataException>(() => _detector.Load([1, 255, 255, 255, 255]));
    }

    private static Scene Any(ulong block, byte step) => (step % 5) switch
    {
        0 => Delegates(block, "a", "a"),
        1 => Delegates(block, "b", "a"),
        2 => Proposes(block, "a"),
        3 => Moves(block, step % 2 == 0 ? "a" : "b", "lender", step),
        _ => Moves(block, "lender", step % 2 == 0 ? "a" : "b", step),
    };
}
