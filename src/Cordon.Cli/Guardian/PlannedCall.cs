using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary>A call that a command would send.</summary>
/// <param name="Title">What it does, for a person.</param>
/// <param name="Contract">Name of the contract's interface.</param>
internal sealed record PlannedCall(string Title, string Contract, Address To, byte[] Data);
