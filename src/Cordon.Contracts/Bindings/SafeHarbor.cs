using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>A protocol's Safe Harbor terms, with every version kept.</summary>
[ContractBinding("../Abi/SafeHarbor.json")]
public static partial class SafeHarbor;
