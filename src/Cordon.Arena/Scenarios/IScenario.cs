using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios;

/// <summary>Something that happens to a protocol, played twice on the same chain with the same seed: without Cordon and
/// with it. A folder each.</summary>
public interface IScenario
{
    ScenarioCard Card { get; }

    Expectation Expectation { get; }

    /// <summary>Deploys the protocol, settles its users and does what an attacker would have done long before.
    /// </summary>
    /// <param name="stage">The chain, the exchange and the people.</param>
    /// <param name="cordon">The mechanism the protocol is built on; null when it is played without.</param>
    /// <exception cref="ArenaException">A transaction did not go as scripted.</exception>
    Task<IScenarioPlay> SetUpAsync(Stage stage, Commons? cordon, CancellationToken cancellation = default);
}
