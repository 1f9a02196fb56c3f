using Cordon.Arena.Scenarios.BorrowedVotes;
using Cordon.Arena.Scenarios.Decoys;
using Cordon.Arena.Scenarios.EarlyWarning;
using Cordon.Arena.Scenarios.FalseGuardians;
using Cordon.Arena.Scenarios.HonestWhales;
using Cordon.Arena.Scenarios.InfiniteMint;
using Cordon.Arena.Scenarios.MaliciousUpgrade;
using Cordon.Arena.Scenarios.PriceManipulation;
using Cordon.Arena.Scenarios.PrivateRelay;
using Cordon.Arena.Scenarios.Reentrancy;
using Cordon.Arena.Scenarios.ShareInflation;
using Cordon.Arena.Scenarios.SlowDrain;

namespace Cordon.Arena.Scenarios;

/// <summary>All scenarios; a new one is registered here.</summary>
public static class ScenarioBook
{
    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new PriceManipulationScenario(),
        new ReentrancyScenario(),
        new BorrowedVotesScenario(),
        new InfiniteMintScenario(),
        new SlowDrainScenario(),
        new PrivateRelayScenario(),
        new MaliciousUpgradeScenario(),
        new FalseGuardiansScenario(),
        new HonestWhalesScenario(),
        new EarlyWarningScenario(),
        new ShareInflationScenario(),
        new DecoysScenario(),
    ];
}
