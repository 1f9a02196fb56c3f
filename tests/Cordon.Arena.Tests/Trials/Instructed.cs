using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Scenarios;
using Cordon.Ethereum;

namespace Cordon.Arena.Tests.Trials;

/// <summary>A scenario that tells a test's guard where the thief's contract is; no real guard is told.</summary>
internal sealed class Instructed(IScenario scenario, HashSet<Address> strangers) : IScenario
{
    public ScenarioCard Card => scenario.Card;

    public Expectation Expectation => scenario.Expectation;

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        IScenarioPlay play = await scenario.SetUpAsync(stage, cordon, cancellation);
        using var thief = new ArenaAccount(stage.Seed, "thief");
        strangers.Add(Address.ForCreate(thief.Address, nonce: 0));
        return play;
    }
}
