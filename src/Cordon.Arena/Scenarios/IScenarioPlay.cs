using Cordon.Arena.Community;
using Cordon.Arena.Guards;

namespace Cordon.Arena.Scenarios;

/// <summary>One playing of a scenario, set up.</summary>
public interface IScenarioPlay
{
    /// <summary>The protocol as its operator would describe it to a guard; null when no guard takes part.</summary>
    Protection? Protection { get; }

    /// <summary>Plays honest life and the attack, makes every block, and returns when the harm is done or was
    /// prevented. Roles in the journal say which transactions are the attack.</summary>
    Task RunAsync(CancellationToken cancellation = default);

    /// <summary>What its victims lost by now, from balances on the chain.</summary>
    Task<Amount> LossAsync(CancellationToken cancellation = default);

    /// <summary>What the community does afterwards: confirm, overturn, settle. Days may pass.</summary>
    Task ConcludeAsync(
        Docket docket, IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default);

    /// <summary>What must hold at the end of the playing with Cordon besides the expectation; each sentence says what
    /// does not.</summary>
    Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
