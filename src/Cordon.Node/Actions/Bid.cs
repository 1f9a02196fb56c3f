using Cordon.Ethereum;

namespace Cordon.Node.Actions;

/// <summary>What a transaction pays a unit of gas, in wei; zero for nothing to beat.</summary>
/// <param name="Tip">To the block's producer at most.</param>
/// <param name="FeeMax">In all at most.</param>
internal readonly record struct Bid(UInt256 Tip, UInt256 FeeMax)
{
    public Bid Or(Bid other) => new(UInt256.Max(Tip, other.Tip), UInt256.Max(FeeMax, other.FeeMax));
}
