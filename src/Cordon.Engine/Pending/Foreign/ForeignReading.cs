using System.Numerics;
using Cordon.Domain.Invariants;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>What a call answered on another chain.</summary>
/// <param name="Call">Which call, of which chain.</param>
/// <param name="Value">The number in its answer.</param>
/// <param name="Block">The block on whose state it was asked: that chain's newest then.</param>
internal sealed record ForeignReading(InvariantCall Call, BigInteger Value, BlockHeader Block);
