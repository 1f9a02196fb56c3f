using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>A sound vault behind a proxy.</summary>
[ContractBinding("../Abi/Vault.json")]
public static partial class Vault;
