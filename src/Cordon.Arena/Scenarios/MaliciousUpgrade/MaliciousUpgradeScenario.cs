using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.MaliciousUpgrade;

/// <summary>Whoever holds the team's key upgrades a vault to code that hands everything over.</summary>
public sealed class MaliciousUpgradeScenario : IScenario
{
    public ScenarioCard Card { get; } = new(
        7, "malicious-upgrade", "malicious upgrade",
        "A thief has stolen the key by which a team schedules upgrades. The timelock's delay passes unwatched, the "
        + "vault runs the thief's code, and the thief takes 300 WETH.");

    /// <remarks>With Cordon no guard is needed: the upgrade itself is refused. Whether one is raised is left open.
    /// </remarks>
    public Expectation Expectation { get; } = new() { Raises = null };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default) =>
        new MaliciousUpgradePlay(
            await ProxySite.BuildAsync(stage, cordon, cancellation), cordon,
            await stage.InviteAsync("thief", isPoor: true, cancellation));
}
