using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The far side of a lock-and-mint bridge, with a breaker.</summary>
[ContractBinding("../Abi/GuardedMintSide.json")]
public static partial class GuardedMintSide;
