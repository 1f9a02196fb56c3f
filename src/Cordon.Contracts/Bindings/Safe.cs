using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Safe's singleton: the council is a proxy of it.</summary>
[ContractBinding("../Abi/Safe.json")]
public static partial class Safe;
