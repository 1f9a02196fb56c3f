using Cordon.Domain.Incidents;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;
using Cordon.Node.Incidents;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Incidents;

public sealed class IncidentDeskTests
{
    private static readonly CorrelationOptions Options = new();
    private static readonly WatchList Watched =
        new([new Protocol("lender", Some.Chain, [Some.Address("lender")])]);

    private readonly Correlator _correlator = new(Options, Watched);
    private readonly IncidentDesk _desk;
    private IncidentBook _mined = IncidentBook.Empty;

    public IncidentDeskTests() => _desk = Desk();

    [Theory]
    [InlineData("attack", "lender", "thief")] // the same transaction
    [InlineData("other", "lender", "stranger")] // another one on the same victim
    [InlineData("other", "pool", "thief")] // another one of the same attacker
    public void What_is_found_while_pending_and_again_in_a_block_is_one_incident(
        string tx, string victim, string attacker)
    {
        Incident early = Assert.Single(Pending("attack")).Incident;
        IncidentNews mined = Assert.Single(Mine(11, Some.Signal("alpha", tx, victim, attacker, 11, "b11")));

        Assert.Equal(early.Id, mined.Incident.Id);
        Assert.False(mined.IsNew);
        Assert.Contains(Some.Hash("attack"), mined.Incident.Transactions);
        Assert.Equal(early.Clocks.DetectedAt, mined.Incident.Clocks.DetectedAt);
    }

    [Fact]
    public void The_same_seen_twice_is_not_surer()
    {
        Incident early = Assert.Single(Pending("attack")).Incident;
        Mine(11, Some.Signal("alpha", "attack", "lender", "thief", 11, "b11"));

        Assert.Equal(early.LogOdds, _desk.Find(early.Id)!.LogOdds, 6);
    }

    [Fact]
    public void Evidence_of_both_watches_adds_up()
    {
        Incident early = Assert.Single(Pending("attack")).Incident;
        Mine(11, Some.Signal("beta", "second", "lender", "thief", 11, "b11"));

        Incident both = _desk.Find(early.Id)!;
        Assert.True(both.LogOdds > early.LogOdds);
        Assert.Equal(2, both.Reasons.Length);
    }

    [Fact]
    public void Strangers_attacks_are_incidents_of_their_own()
    {
        Incident early = Assert.Single(Pending("attack")).Incident;
        IncidentNews other = Assert.Single(Mine(11, Some.Signal("alpha", "other", "pool", "stranger", 11, "b11")));

        Assert.True(other.IsNew);
        Assert.NotEqual(early.Id, other.Incident.Id);
    }

    [Fact]
    public void A_pending_incident_has_the_same_id_on_another_head_and_in_another_run()
    {
        string first = Assert.Single(Pending("attack", head: 10)).Incident.Id;
        IncidentDesk another = Desk();
        string second = Assert.Single(another.TakeEarly(
            99, [Some.Signal("alpha", "attack", "lender", "thief", 100)], null, Some.Now)).Incident.Id;

        Assert.Equal(first, second);
    }

    [Fact]
    public void An_incident_of_a_block_alone_is_retracted_with_it_and_one_that_is_pending_still_is_not()
    {
        Mine(11, Some.Signal("alpha", "private", "pool", "stranger", 11, "b11"));
        string pending = Assert.Single(Pending("attack", head: 11)).Incident.Id;
        Mine(12, Some.Signal("alpha", "attack", "lender", "thief", 12, "b12"));

        _mined = IncidentBook.Empty;
        IReadOnlyList<IncidentNews> news = _desk.TakeBlock(
            Link(11, "c11"), _mined, [], [Link(12, "b12"), Link(11, "b11")], Some.Now, out _);

        IncidentNews gone = Assert.Single(news, item => item.Incident.State == IncidentState.Retracted);
        Assert.Contains(Some.Hash("private"), gone.Incident.Transactions);
        Assert.Equal(IncidentState.Open, _desk.Find(pending)!.State);
    }

    [Fact]
    public void A_broken_invariant_goes_with_its_block_and_comes_back_with_the_next()
    {
        Signal broken = Some.Signal("invariant", "none", "lender", "thief", 11, "b11", sure: 0.99) with { Tx = null };
        Mine(11);
        Incident opened = Assert.Single(_desk.TakeOfBlock(Link(11, "b11"), 0, [broken], Some.Now)).Incident;
        IReadOnlyList<IncidentNews> news = _desk.TakeBlock(
            Link(11, "c11"), _mined, [], [Link(11, "b11")], Some.Now, out IReadOnlyList<Signal> withdrawn);

        Assert.Equal((opened.Id, IncidentState.Retracted), (news[0].Incident.Id, news[0].Incident.State));
        Assert.True(Assert.Single(withdrawn).Retracted);
        Signal again = broken with { BlockHash = Some.Hash("c11"), Id = "again" };
        Incident reopened = Assert.Single(_desk.TakeOfBlock(Link(11, "c11"), 0, [again], Some.Now)).Incident;
        Assert.Equal((opened.Id, IncidentState.Open), (reopened.Id, reopened.State));
    }

    [Fact]
    public void An_attack_that_is_mined_again_after_a_reorganisation_is_the_same_incident()
    {
        IncidentNews opened = Assert.Single(Mine(11, Some.Signal("alpha", "attack", "lender", "thief", 11, "b11")));
        string first = opened.Incident.Id;
        _mined = IncidentBook.Empty;
        _desk.TakeBlock(Link(11, "c11"), _mined, [], [Link(11, "b11")], Some.Now, out _);
        IncidentNews again = Assert.Single(Mine(12, Some.Signal("alpha", "attack", "lender", "thief", 12, "c12")));

        Assert.Equal((first, IncidentState.Open, false), (again.Incident.Id, again.Incident.State, again.IsNew));
    }

    [Fact]
    public void What_an_earlier_run_decided_about_keeps_its_id_and_its_evidence()
    {
        Incident earlier = Assert.Single(Pending("attack")).Incident with { LogOdds = 4 };
        IncidentDesk next = Desk();
        next.Restore(IncidentBook.Empty, [earlier], 10);
        Assert.Equal(earlier.Id, Assert.Single(next.Open).Id);

        IReadOnlyList<IncidentNews> quiet = next.TakeBlock(Link(11, "b11"), _mined, [], [], Some.Now, out _);
        Assert.Empty(quiet); // not seen yet in this run, which is no retraction
        IReadOnlyList<IncidentNews> news = next.TakeEarly(
            11, [Some.Signal("alpha", "next", "lender", "thief", 12)], null, Some.Now);
        Incident grown = Assert.Single(news).Incident;
        Assert.Equal(earlier.Id, grown.Id);
        Assert.True(grown.LogOdds >= earlier.LogOdds);
    }

    [Fact]
    public void What_is_seen_again_ends_the_incident_of_its_loss()
    {
        Signal blind = Some.Signal("blind", "none", "x", "y", 10) with
        {
            Tx = null,
            Subjects = [],
            Severity = Severity.Medium,
            Evidence = new() { ["missing"] = "endpoint a" },
        };
        Incident lost = Assert.Single(_desk.TakeEarly(10, [blind], null, Some.Now)).Incident;
        Assert.Null(lost.Protocol);
        IncidentNews over = Assert.Single(_desk.Restored(signal => signal.Detector == "blind", Some.Now));

        Assert.Equal((lost.Id, IncidentState.Resolved), (over.Incident.Id, over.Incident.State));
    }

    [Fact]
    public void What_is_too_old_to_grow_is_forgotten_without_a_word()
    {
        string old = Assert.Single(Pending("attack")).Incident.Id;
        ulong later = 12 + (ulong)Options.MergeWindowBlocks;

        Assert.Empty(_desk.TakeBlock(Link(later, "later"), _mined, [], [], Some.Now, out _));
        Assert.Null(_desk.Find(old));
    }

    [Fact]
    public void Containment_is_noted_once_and_stays_through_later_news()
    {
        string id = Assert.Single(Pending("attack")).Incident.Id;
        Assert.NotNull(_desk.Contained(id, Some.Now));
        Assert.Null(_desk.Contained(id, Some.Now.AddHours(1)));
        Mine(11, Some.Signal("beta", "second", "lender", "thief", 11, "b11"));

        Assert.Equal(Some.Now, _desk.Find(id)!.Clocks.ContainedAt);
    }

    private static BlockLink Link(ulong number, string hash) =>
        new(Some.Chain, number, Some.Hash(hash), Some.Hash($"before {hash}"));

    private IncidentDesk Desk() => new(Some.Chain, _correlator, Options);

    private IReadOnlyList<IncidentNews> Pending(string tx, ulong head = 10) => _desk.TakeEarly(
        head,
        [Some.Signal("alpha", tx, "lender", "thief", head + 1) with { Summary = "Pending, not yet mined." }],
        Some.Pending(tx), Some.Now);

    // As the scan does it: its own correlation, then the desk.
    private IReadOnlyList<IncidentNews> Mine(ulong number, params Signal[] signals)
    {
        List<Incident> changed = [];
        BlockLink link = Link(number, signals.Length > 0 ? $"b{number}" : $"empty {number}");
        _mined = _correlator.Advance(_mined, link, 0, signals, _ => (Address?)null, changed);
        return _desk.TakeBlock(link, _mined, changed, [], Some.Now, out _);
    }
}
