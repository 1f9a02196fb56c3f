using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>An ERC-4626 vault whose shares a gift can make dear.</summary>
[ContractBinding("../Abi/ShareVault.json")]
public static partial class ShareVault;
