using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Takes rescued assets in and pays the rescuer's fee.</summary>
[ContractBinding("../Abi/RecoveryDesk.json")]
public static partial class RecoveryDesk;
