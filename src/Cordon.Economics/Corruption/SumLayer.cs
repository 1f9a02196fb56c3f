using System.Numerics;

namespace Cordon.Economics.Corruption;

/// <summary>The sums that subsets of the first members can have, ascending, each with where it came from.</summary>
internal sealed class SumLayer
{
    private readonly List<BigInteger> _sums;
    private readonly List<int> _origins; // index in the layer before; its complement when the member was taken

    private SumLayer(List<BigInteger> sums, List<int> origins) => (_sums, _origins) = (sums, origins);

    public static SumLayer Start => new([BigInteger.Zero], [0]);

    public int Count => _sums.Count;

    public BigInteger Largest => _sums[^1];

    public (int Index, bool IsTaken) Origin(int index) =>
        _origins[index] >= 0 ? (_origins[index], false) : (~_origins[index], true);

    /// <summary>The layer after one more member: every sum, and every sum plus the weight within the limit.</summary>
    public SumLayer With(BigInteger weight, BigInteger limit)
    {
        List<BigInteger> sums = new(2 * Count);
        List<int> origins = new(2 * Count);
        int without = 0;
        int taken = 0;
        while (without < Count || taken < Count)
        {
            BigInteger? raised = taken < Count ? _sums[taken] + weight : null;
            if (raised > limit)
            {
                taken = Count;
                continue;
            }

            bool takes = without >= Count || (raised is { } sum && sum < _sums[without]);
            BigInteger next = takes ? raised!.Value : _sums[without];
            int origin = takes ? ~taken++ : without++;
            if (sums.Count > 0 && sums[^1] == next) continue;
            sums.Add(next);
            origins.Add(origin);
        }

        return new SumLayer(sums, origins);
    }

    /// <summary>Only the lowest and the highest sum of each bucket.</summary>
    public SumLayer Thinned(BigInteger bucket)
    {
        List<BigInteger> sums = [];
        List<int> origins = [];
        BigInteger? before = null;
        for (int i = 0; i < Count; i++)
        {
            BigInteger place = _sums[i] / bucket;
            bool isLast = i + 1 == Count || _sums[i + 1] / bucket != place;
            if (place == before && !isLast) continue;
            sums.Add(_sums[i]);
            origins.Add(_origins[i]);
            before = place;
        }

        return new SumLayer(sums, origins);
    }
}
