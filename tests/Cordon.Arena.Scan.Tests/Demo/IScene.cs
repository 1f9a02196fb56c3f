using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Something that happens on the chain: honest life or an attack. A folder each.</summary>
public interface IScene
{
    /// <summary>Short and unique, as <c>price-manipulation</c>.</summary>
    string Name { get; }

    /// <summary>Detectors of which one must speak about the attack; empty when the scenario is honest.</summary>
    IReadOnlyList<string> ExpectedDetectors { get; }

    /// <summary>What the victims lost, in wei of wrapped ether; zero before it is played and for honest life.</summary>
    UInt256 LossWei { get; }

    /// <summary>Plays it; every transaction is mined when this returns, and noted in the stage's journal.</summary>
    /// <exception cref="ArenaException">A transaction did not go as scripted.</exception>
    Task PlayAsync(Stage stage, CancellationToken cancellation = default);
}
