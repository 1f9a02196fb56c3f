using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>The calls that every token (ERC-20 with metadata) answers.</summary>
[ContractBinding("../Abi/Erc20.json")]
public static partial class Erc20;
