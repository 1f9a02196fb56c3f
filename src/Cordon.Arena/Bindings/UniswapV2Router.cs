using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Uniswap V2's router (Router02).</summary>
[ContractBinding("../Abi/UniswapV2Router.json")]
public static partial class UniswapV2Router;
