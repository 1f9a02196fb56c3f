using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios;

/// <summary>A playing around the lender: its loss is the depositors', and what was raised is confirmed.</summary>
public abstract class LenderPlay(LenderSite site) : IScenarioPlay
{
    protected LenderSite Site => site;

    public virtual Protection? Protection => site.Protection;

    public abstract Task RunAsync(CancellationToken cancellation = default);

    public Task<Amount> LossAsync(CancellationToken cancellation = default) => site.LossAsync(cancellation);

    public virtual async Task ConcludeAsync(
        Docket docket, IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        foreach (RaisedIncident incident in incidents.Take(1)) await docket.ConfirmAsync(incident, cancellation);
    }

    public virtual Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
