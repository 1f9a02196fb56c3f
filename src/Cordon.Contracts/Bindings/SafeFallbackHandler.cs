using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Safe's compatibility fallback handler: token callbacks and ERC-1271.</summary>
[ContractBinding("../Abi/SafeFallbackHandler.json")]
public static partial class SafeFallbackHandler;
