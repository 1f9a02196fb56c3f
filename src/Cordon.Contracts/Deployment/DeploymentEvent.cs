using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>A step of a deployment, as it ends.</summary>
/// <param name="Name">Of the contract or action.</param>
/// <param name="Address">Of the contract; null for an action.</param>
/// <param name="GasUsed">Null when there was nothing to do.</param>
public sealed record DeploymentEvent(string Name, Address? Address, ulong? GasUsed);
