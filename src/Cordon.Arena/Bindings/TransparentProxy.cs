using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>OpenZeppelin's transparent proxy; creates its ProxyAdmin.</summary>
[ContractBinding("../Abi/TransparentProxy.json")]
public static partial class TransparentProxy;
