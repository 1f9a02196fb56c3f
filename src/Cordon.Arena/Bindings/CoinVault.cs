using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>A vault of ether that pays before it books.</summary>
[ContractBinding("../Abi/CoinVault.json")]
public static partial class CoinVault;
