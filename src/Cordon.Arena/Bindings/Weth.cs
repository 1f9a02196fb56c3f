using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Wrapped ether (WETH9), apart from the calls it has in common with every ERC-20.</summary>
[ContractBinding("../Abi/Weth.json")]
public static partial class Weth;
