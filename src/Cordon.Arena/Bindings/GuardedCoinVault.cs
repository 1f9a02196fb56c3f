using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The vault of ether that pays before it books, with a breaker.</summary>
[ContractBinding("../Abi/GuardedCoinVault.json")]
public static partial class GuardedCoinVault;
