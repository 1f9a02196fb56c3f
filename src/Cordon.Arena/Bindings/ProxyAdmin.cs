using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>OpenZeppelin's contract that upgrades a transparent proxy for its owner.</summary>
[ContractBinding("../Abi/ProxyAdmin.json")]
public static partial class ProxyAdmin;
