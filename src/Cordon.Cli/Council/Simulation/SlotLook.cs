using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>A word of storage before, to be compared with what it is after.</summary>
/// <param name="Name">What it decides.</param>
internal sealed record SlotLook(Address Account, Hash256 Slot, string Name, UInt256 Before);
