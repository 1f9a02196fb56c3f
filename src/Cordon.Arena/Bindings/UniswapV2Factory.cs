using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Uniswap V2's factory.</summary>
[ContractBinding("../Abi/UniswapV2Factory.json")]
public static partial class UniswapV2Factory;
