using System.Numerics;

namespace Cordon.Domain.Invariants;

/// <summary>How far an invariant may be missed before it counts as broken; the larger of the two holds.</summary>
/// <param name="Bps">Share of the right side, in basis points, 0 to 10,000.</param>
/// <param name="Absolute">In the unit of both sides, 0 or more.</param>
public readonly record struct InvariantTolerance(int Bps, BigInteger Absolute)
{
    public const int BpsMax = 10_000;

    /// <summary>Whether two sides stand as they must, up to this tolerance.</summary>
    public bool Allows(BigInteger left, InvariantComparison comparison, BigInteger right)
    {
        // All sides times 10,000: dividing the share first would round it away.
        BigInteger l = left * BpsMax, r = right * BpsMax;
        BigInteger slack = BigInteger.Max(BigInteger.Abs(right) * Bps, Absolute * BpsMax);
        return comparison switch
        {
            InvariantComparison.AtLeast => l + slack >= r,
            InvariantComparison.MoreThan => l + slack > r,
            InvariantComparison.AtMost => l <= r + slack,
            InvariantComparison.LessThan => l < r + slack,
            InvariantComparison.Equal => BigInteger.Abs(l - r) <= slack,
            InvariantComparison.NotEqual => BigInteger.Abs(l - r) > slack,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "not a comparison"),
        };
    }
}
