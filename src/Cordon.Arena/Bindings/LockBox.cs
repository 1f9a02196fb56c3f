using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The home side of a lock-and-mint bridge.</summary>
[ContractBinding("../Abi/LockBox.json")]
public static partial class LockBox;
