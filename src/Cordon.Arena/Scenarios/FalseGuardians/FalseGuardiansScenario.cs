using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.FalseGuardians;

/// <summary>Guardians misuse their power to stop a protocol.</summary>
public sealed class FalseGuardiansScenario : IScenario
{
    public ScenarioCard Card { get; } = new(
        8, "false-guardians", "guardians who cry wolf or pause in malice",
        "Ben pauses the lender for nothing, Cleo to do harm, and Dan when the council is away. The council overturns "
        + "the first two; the third ends by itself within the hour.");

    /// <summary>Nobody loses deposits either way: what is at stake is the time in which the lender stands still.
    /// </summary>
    public Expectation Expectation { get; } = new() { LosesWithout = false, Raises = null };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, cancellation);
        return new FalseGuardiansPlay(site, cordon);
    }
}
