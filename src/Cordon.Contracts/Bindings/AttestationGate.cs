using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Lets sensitive calls through with the fresh word of k of n guardians.</summary>
[ContractBinding("../Abi/AttestationGate.json")]
public static partial class AttestationGate;
