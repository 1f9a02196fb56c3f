using Cordon.Arena.Chain;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>One end of the relayer's way.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Team">Who confirms roots there, as that chain knows it.</param>
/// <param name="Side">The bridge's contract.</param>
internal sealed record BridgeEnd(LocalChain Chain, ArenaAccount Team, Address Side);
