using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Coalitions;

/// <summary>What each group of members costs (or earns) together; groups are bit masks, bit i is member i.</summary>
/// <remarks>Exact throughout. The Shapley value of n members visits 2^n groups: n up to 20.</remarks>
public sealed class CostGame
{
    /// <summary>The most members whose groups are visited one by one.</summary>
    public const int MembersMax = 20;

    private readonly Rational[] _values;

    /// <param name="members">From 1 to <see cref="MembersMax"/>.</param>
    /// <param name="value">Of each group; of nobody it has to be 0.</param>
    /// <exception cref="InvalidInputException">Too many members, or a value for nobody.</exception>
    public CostGame(int members, Func<uint, Rational> value)
    {
        Members = Require.Range(members, 1, MembersMax);
        _values = new Rational[1 << members];
        for (uint group = 0; group < _values.Length; group++) _values[group] = value(group);
        if (!_values[0].IsZero)
            throw new InvalidInputException("values", $"{_values[0]} for nobody", "0 for the group without members");
    }

    public int Members { get; }

    /// <summary>Of all together.</summary>
    public Rational Total => _values[^1];

    public Rational this[uint group] => _values[group];

    /// <summary>Each member's average marginal contribution over all orders of joining.</summary>
    public Rational[] Shapley()
    {
        BigInteger[] factorial = new BigInteger[Members + 1];
        factorial[0] = 1;
        for (int i = 1; i <= Members; i++) factorial[i] = factorial[i - 1] * i;

        // Whole numbers in one unit: adding fractions two million times would reduce each of them.
        BigInteger unit = _values.Aggregate(BigInteger.One, (lcm, value) =>
            lcm / BigInteger.GreatestCommonDivisor(lcm, value.Denominator) * value.Denominator);
        BigInteger[] whole = [.. _values.Select(value => value.Numerator * (unit / value.Denominator))];
        BigInteger orders = unit * factorial[Members];
        return [.. Enumerable.Range(0, Members).Select(i => new Rational(Weighted(whole, i), orders))];

        BigInteger Weighted(BigInteger[] values, int member)
        {
            BigInteger[] bySize = new BigInteger[Members];
            uint bit = 1u << member;
            for (uint group = 0; group < values.Length; group++)
                if ((group & bit) == 0) bySize[BitOperations.PopCount(group)] += values[group | bit] - values[group];
            return bySize.Select((sum, size) => sum * factorial[size] * factorial[Members - size - 1])
                .Aggregate(BigInteger.Zero, (all, part) => all + part);
        }
    }

    /// <summary>The group that would do better alone, most of all, under a division of the total cost.</summary>
    /// <param name="shares">What each member pays.</param>
    /// <param name="isCost">True when members pay; false when they earn.</param>
    /// <returns>The group and by how much: 0 or less means that nobody wants to leave.</returns>
    public (uint Group, Rational Complaint) WorstComplaint(IReadOnlyList<Rational> shares, bool isCost)
    {
        Require.SameCount(shares.Count, Members);
        (uint Group, Rational Complaint)? worst = null;
        Rational[] sums = new Rational[_values.Length];
        for (uint group = 1; group < _values.Length; group++)
        {
            int lowest = BitOperations.TrailingZeroCount(group);
            sums[group] = sums[group & (group - 1)] + shares[lowest];
            if (group == _values.Length - 1) continue;
            Rational complaint = isCost ? sums[group] - _values[group] : _values[group] - sums[group];
            if (worst is null || complaint > worst.Value.Complaint) worst = (group, complaint);
        }

        return worst ?? (0, Rational.Zero);
    }

    /// <summary>True when the shares add up to the total and no group does better alone.</summary>
    public bool IsInCore(IReadOnlyList<Rational> shares, bool isCost) =>
        Rational.Sum(shares) == Total && WorstComplaint(shares, isCost).Complaint.Sign <= 0;
}
