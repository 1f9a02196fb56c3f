using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>A contract of a finished deployment.</summary>
/// <param name="Name">What it is in the mechanism.</param>
/// <param name="Contract">Its name in Solidity.</param>
/// <param name="CodeHash">Keccak-256 of the code at the address, which was compared with the compiler's.</param>
public sealed record DeployedContract(string Name, string Contract, Address Address, Hash256 CodeHash);
