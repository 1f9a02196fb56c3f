using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The version of the vault that a thief would install.</summary>
[ContractBinding("../Abi/HollowVault.json")]
public static partial class HollowVault;
