using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>A contract that a deployment creates.</summary>
/// <param name="Name">What it is in the mechanism, such as <c>council</c>.</param>
/// <param name="Code">What it must be made of.</param>
/// <param name="Address">Where it will be, or is.</param>
/// <param name="To">Whom to call so that it is created.</param>
/// <param name="Calldata">With what.</param>
public sealed record PlannedContract(string Name, ContractCode Code, Address Address, Address To, byte[] Calldata);
