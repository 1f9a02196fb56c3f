using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The ERC-4626 vault whose shares a gift can make dear, with a breaker.</summary>
[ContractBinding("../Abi/GuardedShareVault.json")]
public static partial class GuardedShareVault;
