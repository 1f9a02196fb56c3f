using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>OpenZeppelin's token with votes.</summary>
[ContractBinding("../Abi/VoteToken.json")]
public static partial class VoteToken;
