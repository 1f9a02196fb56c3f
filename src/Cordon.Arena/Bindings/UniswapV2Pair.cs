using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>A Uniswap V2 pool.</summary>
[ContractBinding("../Abi/UniswapV2Pair.json")]
public static partial class UniswapV2Pair;
