using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Node.Decisions;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Decisions;

public sealed class BacklogTests
{
    private readonly Backlog _backlog = new();

    [Fact]
    public void An_incident_waits_in_its_latest_version_until_it_is_decided_about()
    {
        Incident first = Some.Incident(), second = first with { LogOdds = 9 };
        _backlog.AddUndecided(first, []);
        _backlog.AddUndecided(second, []);

        Assert.Equal([second], _backlog.Undecided());
        Assert.Equal([second], _backlog.Undecided()); // looking at it is not deciding
        _backlog.Decided(second);
        Assert.Empty(_backlog.Undecided());
        Assert.False(_backlog.HasUndecided);
    }

    [Fact]
    public void What_is_to_be_decided_anew_is_not_sent_and_what_was_kept_of_the_same_incident_is()
    {
        Incident incident = Some.Incident();
        ResponseDecision kept = Some.Decision(incident: incident.Id) with { Key = $"{incident.Id}/throttle" };
        ResponseDecision unkept = Some.Decision(incident: incident.Id);
        _backlog.AddUnsent(kept, incident);
        _backlog.AddUnsent(unkept, incident);
        _backlog.AddUndecided(incident, [unkept]);

        Assert.Equal([(kept, incident)], _backlog.TakeUnsent());
    }

    [Theory]
    [InlineData(IncidentState.Open, 1)]
    [InlineData(IncidentState.Confirmed, 1)]
    [InlineData(IncidentState.Retracted, 0)]
    [InlineData(IncidentState.Dismissed, 0)]
    public void What_was_granted_is_sent_later_unless_its_incident_is_over(IncidentState state, int count)
    {
        Incident incident = Some.Incident();
        _backlog.AddUnsent(Some.Decision(incident: incident.Id), incident);
        _backlog.AddUnsent(Some.Decision(incident: incident.Id), incident);
        _backlog.Decided(incident with { State = state });

        Assert.Equal(count, _backlog.TakeUnsent().Length);
        Assert.Empty(_backlog.TakeUnsent());
    }
}
