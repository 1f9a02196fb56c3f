using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>An ERC-792 arbitrator whose rulings are votes.</summary>
[ContractBinding("../Abi/GovernorArbitrator.json")]
public static partial class GovernorArbitrator;
