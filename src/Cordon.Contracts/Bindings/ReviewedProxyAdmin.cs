using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Owns the admins of transparent proxies and passes on reviewed upgrades only.</summary>
[ContractBinding("../Abi/ReviewedProxyAdmin.json")]
public static partial class ReviewedProxyAdmin;
