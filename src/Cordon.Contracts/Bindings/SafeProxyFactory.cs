using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Makes Safes at addresses known beforehand.</summary>
[ContractBinding("../Abi/SafeProxyFactory.json")]
public static partial class SafeProxyFactory;
