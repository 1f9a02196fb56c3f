using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Empties a vault that pays before it books.</summary>
[ContractBinding("../Abi/ReentrantThief.json")]
public static partial class ReentrantThief;
