using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>A vault whose interest can be claimed again and again.</summary>
[ContractBinding("../Abi/SavingsVault.json")]
public static partial class SavingsVault;
