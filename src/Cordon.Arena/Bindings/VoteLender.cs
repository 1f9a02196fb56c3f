using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Lends tokens with votes.</summary>
[ContractBinding("../Abi/VoteLender.json")]
public static partial class VoteLender;
