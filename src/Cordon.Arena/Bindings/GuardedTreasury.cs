using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Funds that votes decide about, with a breaker.</summary>
[ContractBinding("../Abi/GuardedTreasury.json")]
public static partial class GuardedTreasury;
