using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council.Simulation;

/// <summary>On which state, and when, a transaction is tried.</summary>
/// <param name="Block">The block whose state it starts from.</param>
/// <param name="Number">Number of the block it would be in.</param>
/// <param name="UnixSeconds">That block's time.</param>
internal sealed record SimulationMoment(RpcParam Block, ulong Number, ulong UnixSeconds);
