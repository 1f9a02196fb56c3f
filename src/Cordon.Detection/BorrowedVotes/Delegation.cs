using Cordon.Ethereum;

namespace Cordon.Detection.BorrowedVotes;

/// <summary>How a holder's votes moved since the holder delegated them, in the token's smallest unit.</summary>
/// <param name="Delegate">Who votes with them.</param>
/// <param name="Net">What came less what left since then.</param>
/// <param name="Peak">The highest that <paramref name="Net"/> has been; at least zero.</param>
/// <param name="LeftAt">Block in which something left last; 0 for never.</param>
internal readonly record struct Delegation(Address Delegate, double Net, double Peak, ulong LeftAt)
{
    /// <summary>How far the holder is below the most it had since: what it gave back.</summary>
    public double Gone => Peak - Net;

    public Delegation Move(double amount, ulong block) =>
        new(Delegate, Net + amount, Math.Max(Peak, Net + amount), amount < 0 ? block : LeftAt);
}
