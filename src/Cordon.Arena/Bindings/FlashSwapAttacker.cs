using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The contract that drains the lending market.</summary>
[ContractBinding("../Abi/FlashSwapAttacker.json")]
public static partial class FlashSwapAttacker;
