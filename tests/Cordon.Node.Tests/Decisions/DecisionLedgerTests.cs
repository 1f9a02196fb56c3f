using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Node.Decisions;
using Cordon.Node.Tests.Kit;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Tests.Decisions;

public sealed class DecisionLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDecisionStore _store;
    private readonly DecisionLedger _ledger;

    public DecisionLedgerTests()
    {
        _store = SqliteDecisionStore.Open(NodeFiles.Decisions(_folder.Path));
        _ledger = new DecisionLedger(_store, Some.Now);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Permission.Withheld, Permission.Granted, true)]
    [InlineData(Permission.Withheld, Permission.NeedsHuman, true)]
    [InlineData(Permission.DryRun, Permission.Granted, true)] // the policy went live
    [InlineData(Permission.Granted, Permission.Granted, false)]
    [InlineData(Permission.Granted, Permission.Withheld, false)] // because it was done before
    [InlineData(Permission.NeedsHuman, Permission.Withheld, false)] // because a human has been asked
    public void Only_what_changes_the_answer_is_news(Permission before, Permission now, bool isNews)
    {
        Keep([Some.Decision(permission: before)], Some.Incident());
        Assert.Equal(isNews, _ledger.IsNews(Some.Decision(permission: now, reasons: "Another reason.")));
    }

    [Theory]
    [InlineData("The belief of 0.4000 is below 0.9.", false)]
    [InlineData("The belief of 0.35 is below 0.9.", false)]
    [InlineData("The chain takes 0 such actions of a guardian in 24 hours.", true)]
    public void A_refusal_is_news_when_its_reason_is_another_one_and_not_when_only_its_numbers_are(
        string reason, bool isNews)
    {
        Keep(
            [Some.Decision(permission: Permission.Withheld, reasons: "The belief of 0.3393 is below 0.9.")],
            Some.Incident());
        Assert.Equal(isNews, _ledger.IsNews(Some.Decision(permission: Permission.Withheld, reasons: reason)));
    }

    [Fact]
    public void What_the_store_could_not_keep_is_not_remembered_either()
    {
        _store.Dispose();
        LedgerEntry entry = _ledger.Begin([Some.Decision()], Some.Incident());
        Assert.ThrowsAny<Exception>(entry.Write.Complete);
        _ledger.Settle(entry, isKept: false);

        Assert.Empty(_ledger.Of("lender", Some.Now));
        Assert.True(_ledger.IsNews(Some.Decision()));
    }

    [Fact]
    public void What_was_known_before_a_decision_that_could_not_be_kept_is_known_again()
    {
        ResponseDecision grant = Some.Decision();
        ResponseDecision withheld = Some.Decision(incident: "other", permission: Permission.Withheld);
        Keep([grant], Some.Incident());
        _ledger.KeepLater([withheld], Some.Incident() with { Id = "other" });
        LedgerEntry entry = _ledger.Begin([Some.Decision(permission: Permission.NeedsHuman)], Some.Incident());
        Assert.Equal([withheld], entry.Waiting);
        _ledger.Settle(entry, isKept: false);

        Assert.Equal(Permission.Granted, _ledger.Latest.Single(decision => decision.Key == grant.Key).Permission);
        Assert.Contains(grant, _ledger.Of("lender", Some.Now)); // it uses up its budget again
        _ledger.Flush();
        Assert.NotNull(_store.Find(withheld.Key)); // what waited was not lost with it
        Assert.NotNull(_store.FindIncident("other"));
    }

    [Fact]
    public void A_decision_goes_along_with_what_is_sent_only_until_the_store_has_it()
    {
        ResponseDecision decision = Some.Decision();
        LedgerEntry entry = _ledger.Begin([decision], Some.Incident());
        Assert.Same(entry.Write, _ledger.UnderWay(decision));
        Assert.False(_ledger.IsNews(decision)); // nobody decides the same meanwhile
        Assert.Null(_store.Find(decision.Key));

        entry.Write.Complete();
        _ledger.Settle(entry, isKept: true);
        Assert.Null(_ledger.UnderWay(decision));
        Assert.NotNull(_store.Find(decision.Key));
    }

    [Fact]
    public void A_decision_that_has_arrived_leaves_a_later_one_of_its_key_on_its_way()
    {
        LedgerEntry asked = _ledger.Begin([Some.Decision(permission: Permission.NeedsHuman)], Some.Incident());
        ResponseDecision grant = Some.Decision();
        LedgerEntry granted = _ledger.Begin([grant], Some.Incident());
        asked.Write.Complete();
        _ledger.Settle(asked, isKept: true);

        Assert.Same(granted.Write, _ledger.UnderWay(grant)); // so that nothing is sent for it before it is kept
    }

    [Fact]
    public void A_later_run_knows_the_decisions_of_the_last_day()
    {
        Keep([Some.Decision(incident: "old") with { At = Some.Now.AddHours(-25) }], Some.Incident());
        Keep([Some.Decision(incident: "new")], Some.Incident());

        var next = new DecisionLedger(_store, Some.Now);
        Assert.Equal(["new"], next.Of("lender", Some.Now).Select(decision => decision.Incident));
        Assert.False(next.IsNews(Some.Decision(incident: "new")));
    }

    [Theory]
    [InlineData(IncidentState.Retracted, true)]
    [InlineData(IncidentState.Open, false)]
    public void A_later_run_knows_what_was_retracted(IncidentState state, bool isWritten)
    {
        Incident incident = Some.Incident();
        Keep([Some.Decision(incident: incident.Id)], incident);
        _ledger.KeepLater([], incident with { State = state, Summary = "later" });
        _ledger.Flush();

        Assert.Equal(isWritten ? "later" : incident.Summary, _store.FindIncident(incident.Id)!.Summary);
    }

    [Fact]
    public void An_answer_that_another_program_wrote_is_read_until_it_was_judged()
    {
        ResponseDecision asked = Some.Decision(permission: Permission.NeedsHuman);
        Keep([asked], Some.Incident());
        Assert.Null(_ledger.Unread(asked));
        using (SqliteDecisionStore human = SqliteDecisionStore.Open(NodeFiles.Decisions(_folder.Path)))
            Assert.True(human.KeepAnswer(Some.Decision()));

        ResponseDecision found = _ledger.Unread(asked)!;
        Assert.Equal(Permission.Granted, found.Permission);
        Assert.Equal(Permission.NeedsHuman, Assert.Single(_ledger.Latest).Permission);
        _ledger.Answered(found, found);
        Assert.Equal(Permission.Granted, Assert.Single(_ledger.Latest).Permission);
    }

    [Fact]
    public void A_grant_that_did_not_stand_uses_nothing_up_not_even_after_a_restart()
    {
        ResponseDecision asked = Some.Decision(permission: Permission.NeedsHuman);
        Keep([asked], Some.Incident());
        _store.Keep([Some.Decision()]);
        _ledger.Answered(_ledger.Unread(asked)!, asked with { Reasons = ["The answer is not counted: no Safe."] });

        foreach (DecisionLedger ledger in (DecisionLedger[])[_ledger, new DecisionLedger(_store, Some.Now)])
        {
            Assert.All(
                ledger.Of("lender", Some.Now),
                decision => Assert.Equal(Permission.NeedsHuman, decision.Permission));
            Assert.Null(ledger.Unread(ledger.Latest.Single()));
        }
    }

    private void Keep(IReadOnlyCollection<ResponseDecision> decisions, Incident incident)
    {
        LedgerEntry entry = _ledger.Begin(decisions, incident);
        entry.Write.Complete();
        _ledger.Settle(entry, isKept: true);
    }
}
