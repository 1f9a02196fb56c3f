using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Pays for reports of vulnerabilities, by commit and reveal.</summary>
[ContractBinding("../Abi/BountyVault.json")]
public static partial class BountyVault;
