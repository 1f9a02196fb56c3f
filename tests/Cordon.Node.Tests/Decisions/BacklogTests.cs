using Cordon.Domain.Incidents;
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
        _backlog.AddUndecided(first);
        _backlog.AddUndecided(second);

        Assert.Equal([second], _backlog.Undecided());
        Assert.Equal([second], _backlog.Undecided()); // looking at it is not deciding
        _backlog.Decided(second);
        Assert.Empty(_backlog.Undecided());
        Assert.False(_backlog.HasUndecided);
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
