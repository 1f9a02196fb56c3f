using Cordon.Domain.Incidents;
using Cordon.Domain.Protocols;
using Cordon.Domain.Sending;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;
using Cordon.Node.Incidents;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Sending;

namespace Cordon.Node.Tests.Incidents;

public sealed class IncidentStandingTests
{
    private static readonly CorrelationOptions Options = new();
    private static readonly Hash256 Old = Some.Hash("b11"), New = Some.Hash("c11");

    private readonly SteppedClock _clock = new();
    private readonly Correlator _correlator = new(
        Options, new WatchList([new Protocol("lender", Some.Chain, [Some.Address("lender")])]));
    private readonly IncidentDesk _desk;
    private readonly IncidentStanding _standing;
    private Hash256 _scanned = Old;

    public IncidentStandingTests()
    {
        _desk = new IncidentDesk(Some.Chain, _correlator, Options);
        _standing = new IncidentStanding(_desk, () => _scanned, _clock);
    }

    [Fact]
    public void An_open_incident_stands_as_of_the_block_that_was_scanned_and_is_unclear_as_of_another()
    {
        string id = Mine();

        Assert.Equal(Standing.Holds, _standing.Of(Record(id), Old));
        Assert.Equal(Standing.Unclear, _standing.Of(Record(id), New));
    }

    [Fact]
    public void A_retracted_one_fell_once_the_new_branch_was_scanned_to_its_end()
    {
        string id = Mine();
        _desk.TakeBlock(Link(New), IncidentBook.Empty, [], [Link(Old)], Some.Now, out _);

        Assert.Equal(Standing.Unclear, _standing.Of(Record(id), Some.Hash("c12"))); // its attack may be in that one
        _scanned = New;
        Assert.Equal("the incident is retracted", _standing.Of(Record(id), New).Fallen);
    }

    [Fact]
    public void What_was_seen_pending_stands_whatever_block_is_gone()
    {
        string id = Assert.Single(_desk.TakeEarly(
            10, [Some.Signal("alpha", "attack", "lender", "thief", 11)], null, Some.Now)).Incident.Id;

        Assert.Equal(Standing.Holds, _standing.Of(Record(id), New));
    }

    [Fact]
    public void A_scan_that_is_late_for_long_holds_nothing_up()
    {
        string id = Mine();
        Assert.Equal(Standing.Unclear, _standing.Of(Record(id), New));
        _clock.Passed = TimeSpan.FromSeconds(29);
        Assert.Equal(Standing.Unclear, _standing.Of(Record(id), Some.Hash("c12")));
        _clock.Passed = TimeSpan.FromSeconds(31);

        Assert.Equal(Standing.Holds, _standing.Of(Record(id), Some.Hash("c13")));
    }

    [Fact]
    public void Of_what_is_no_known_incident_the_last_word_stays()
    {
        Assert.Equal(Standing.Holds, _standing.Of(Record("attest:31337:7"), Old));
        Assert.Equal(
            Standing.Fell("retracted"), _standing.Of(Record("gone") with { Withdrawal = "retracted" }, Old));
    }

    [Fact]
    public void An_incident_that_stands_again_is_told_as_back()
    {
        Mine();
        IncidentNews gone = Assert.Single(
            _desk.TakeBlock(Link(New), IncidentBook.Empty, [], [Link(Old)], Some.Now, out _));
        IncidentNews back = Assert.Single(_desk.TakeEarly(
            11, [Some.Signal("alpha", "attack", "lender", "thief", 12)], null, Some.Now));
        IncidentNews more = Assert.Single(_desk.TakeEarly(
            11, [Some.Signal("beta", "attack", "lender", "thief", 12)], null, Some.Now));

        Assert.Equal((IncidentState.Retracted, false), (gone.Incident.State, gone.IsBack));
        Assert.Equal((gone.Incident.Id, true), (back.Incident.Id, back.IsBack));
        Assert.False(more.IsBack);
    }

    private static BlockLink Link(Hash256 hash) => new(Some.Chain, 11, hash, Some.Hash("b10"));

    private static SendRecord Record(string incident) => new()
    {
        Request = new SendRequest
        {
            Key = $"{incident}/pause",
            Chain = Some.Chain,
            To = default,
            GasLimit = 1,
            ExpiresAt = Some.Now,
        },
        From = default,
        CreatedAt = Some.Now,
        Attempts = [],
    };

    private string Mine()
    {
        List<Incident> changed = [];
        Signal[] signals = [Some.Signal("alpha", "attack", "lender", "thief", 11, "b11")];
        IncidentBook mined = _correlator.Advance(
            IncidentBook.Empty, Link(Old), 0, signals, _ => (Address?)null, changed);
        return Assert.Single(_desk.TakeBlock(Link(Old), mined, changed, [], Some.Now, out _)).Incident.Id;
    }

    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long GetTimestamp() => TimestampFrequency + (long)(Passed.TotalSeconds * TimestampFrequency);
    }
}
