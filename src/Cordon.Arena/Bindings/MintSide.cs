using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The far side of a lock-and-mint bridge.</summary>
[ContractBinding("../Abi/MintSide.json")]
public static partial class MintSide;
