using Cordon.Arena.Chain;
using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Traffic;

/// <summary>One transaction to be sent.</summary>
/// <param name="Kind">What sort of traffic it is.</param>
/// <param name="To">Null creates a contract.</param>
/// <param name="Data">Calldata or creation code.</param>
/// <param name="Value">In wei.</param>
internal sealed record TrafficAct(string Kind, ArenaAccount Sender, Address? To, byte[] Data, UInt256 Value = default);
