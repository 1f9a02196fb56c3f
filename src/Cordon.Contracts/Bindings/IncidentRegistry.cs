using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Raises, attests and resolves incidents.</summary>
[ContractBinding("../Abi/IncidentRegistry.json")]
public static partial class IncidentRegistry;
