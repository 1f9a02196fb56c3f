using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Delegates to a Safe singleton.</summary>
[ContractBinding("../Abi/SafeProxy.json")]
public static partial class SafeProxy;
