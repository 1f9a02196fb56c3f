using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>Our test token; its calls are those of every ERC-20.</summary>
[ContractBinding("../Abi/TestToken.json")]
public static partial class TestToken;
