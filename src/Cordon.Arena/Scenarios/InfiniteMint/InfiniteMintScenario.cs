using Cordon.Arena.Chain;
using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>A bridge between two chains mints on one for a message that nobody sent on the other, and pays out there
/// what was locked by others.</summary>
public sealed class InfiniteMintScenario : IScenario
{
    public ScenarioCard Card { get; } = new(
        4, "infinite-mint", "infinite mint through a bridge of two chains",
        "The far side of a bridge, on a chain of its own, takes a message that was never proven for a proven one. A "
        + "thief invents one that mints 280 bridged ether, burns them, and is paid at home what others had locked.");

    public Expectation Expectation { get; } = new();

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        BridgeSite site = await BridgeSite.BuildAsync(stage, cordon, cancellation);
        ArenaAccount thief = await site.FarStage.InviteAsync("thief", isPoor: true, cancellation);
        return new InfiniteMintPlay(site, thief);
    }
}
