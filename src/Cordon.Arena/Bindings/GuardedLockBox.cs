using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The home side of a lock-and-mint bridge, with a breaker.</summary>
[ContractBinding("../Abi/GuardedLockBox.json")]
public static partial class GuardedLockBox;
