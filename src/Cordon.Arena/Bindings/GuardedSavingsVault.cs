using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The vault whose interest can be claimed again and again, with a breaker.</summary>
[ContractBinding("../Abi/GuardedSavingsVault.json")]
public static partial class GuardedSavingsVault;
