using Cordon.Arena.Scenarios.Decoys;
using Cordon.Arena.Scenarios.EarlyWarning;
using Cordon.Arena.Scenarios.FalseGuardians;
using Cordon.Arena.Scenarios.HonestWhales;
using Cordon.Arena.Scenarios.PriceManipulation;
using Cordon.Arena.Scenarios.PrivateRelay;

namespace Cordon.Arena.Scenarios;

/// <summary>All scenarios; a new one is registered here.</summary>
public static class ScenarioBook
{
    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new PriceManipulationScenario(),
        new PrivateRelayScenario(),
        new FalseGuardiansScenario(),
        new HonestWhalesScenario(),
        new EarlyWarningScenario(),
        new DecoysScenario(),
    ];
}
