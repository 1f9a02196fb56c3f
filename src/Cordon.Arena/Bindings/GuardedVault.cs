using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The sound vault behind a proxy, with a breaker.</summary>
[ContractBinding("../Abi/GuardedVault.json")]
public static partial class GuardedVault;
