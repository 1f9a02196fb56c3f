using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>The vote of the stake.</summary>
[ContractBinding("../Abi/CordonGovernor.json")]
public static partial class CordonGovernor;
