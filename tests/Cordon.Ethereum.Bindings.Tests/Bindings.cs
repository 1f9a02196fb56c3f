namespace Cordon.Ethereum.Bindings.Tests;

[ContractBinding("Abi/Erc20.json")]
internal static partial class Erc20;

[ContractBinding("Abi/Showcase.json")]
internal static partial class Showcase;
