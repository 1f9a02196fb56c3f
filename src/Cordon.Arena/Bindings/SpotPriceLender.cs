using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Our lending market, which trusts a pool's spot price.</summary>
[ContractBinding("../Abi/SpotPriceLender.json")]
public static partial class SpotPriceLender;
