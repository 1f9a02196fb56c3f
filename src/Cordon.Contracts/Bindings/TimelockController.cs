using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>OpenZeppelin's timelock: executes what the governor decided, after a delay.</summary>
[ContractBinding("../Abi/TimelockController.json")]
public static partial class TimelockController;
