using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>A sub-DAO that spends a budget per epoch within mandates.</summary>
[ContractBinding("../Abi/SecurityBudget.json")]
public static partial class SecurityBudget;
