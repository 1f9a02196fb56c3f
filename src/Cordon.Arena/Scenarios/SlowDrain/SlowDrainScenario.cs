using Cordon.Arena.Chain;
using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.SlowDrain;

/// <summary>A vault pays the same interest again and again: each payment is smaller than what honest savers take.
/// </summary>
public sealed class SlowDrainScenario : IScenario
{
    public ScenarioCard Card { get; } = new(
        5, "slow-drain", "slow drain under any single threshold",
        "A savings vault forgets that it paid a saver's interest. A thief with 80 WETH in it claims about 1 WETH, "
        + "four times a block: no payment is larger than an honest one, and the vault stays solvent for long.");

    /// <remarks>What others had earned and not yet claimed is lost: until then nobody can tell from the vault's books
    /// that too much was paid.</remarks>
    public Expectation Expectation { get; } = new() { SavedShareMin = 0.75 };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        ArenaAccount thief = await stage.InviteAsync("thief", isPoor: false, cancellation);
        return new SlowDrainPlay(await SavingsSite.BuildAsync(stage, cordon, thief, cancellation), cordon);
    }
}
