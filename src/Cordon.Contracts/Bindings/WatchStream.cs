using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Pays guardians and auditors by the second while they are engaged.</summary>
[ContractBinding("../Abi/WatchStream.json")]
public static partial class WatchStream;
