using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Funds that votes decide about.</summary>
[ContractBinding("../Abi/Treasury.json")]
public static partial class Treasury;
