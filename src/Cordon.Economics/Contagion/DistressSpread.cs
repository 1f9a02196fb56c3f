using System.Numerics;

namespace Cordon.Economics.Contagion;

/// <summary>Distress over one kind of number.</summary>
internal sealed class DistressSpread<T>
    where T : struct, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>,
    IMultiplicativeIdentity<T, T>
{
    private readonly DebtRankNetwork<T> _network;
    private readonly (int From, T Impact)[][] _hits; // by who is hit

    public DistressSpread(DebtRankNetwork<T> network)
    {
        _network = network;
        _hits = [.. network.Assets.Select((row, i) => row
            .Select((amount, j) => (j, Impact(amount, network.Equity[i])))
            .Where(hit => hit.Item2 > Zero).ToArray())];
    }

    private static T Zero => T.AdditiveIdentity;

    private static T One => T.MultiplicativeIdentity;

    public DebtRankResult<T> SingleHit(IReadOnlyList<T> initial)
    {
        T[] stress = [.. initial];
        bool[] isActive = [.. initial.Select(h => h > Zero)];
        bool[] isSpent = new bool[stress.Length];
        while (isActive.Contains(true))
        {
            T[] next = [.. stress];
            for (int i = 0; i < next.Length; i++)
            {
                foreach ((int from, T impact) in _hits[i])
                    if (isActive[from]) next[i] += impact * stress[from];
                if (next[i] > One) next[i] = One;
            }

            for (int i = 0; i < next.Length; i++)
            {
                isSpent[i] |= isActive[i];
                isActive[i] = !isSpent[i] && next[i] > Zero;
            }

            stress = next;
        }

        return Rated(stress, initial);
    }

    public DebtRankResult<T> Rated(T[] stress, IReadOnlyList<T> initial)
    {
        T all = Zero;
        T lost = Zero;
        for (int i = 0; i < stress.Length; i++)
        {
            all += _network.Weights[i];
            lost += _network.Weights[i] * (stress[i] - initial[i]);
        }

        return new DebtRankResult<T>([.. stress], all > Zero ? lost / all : Zero);
    }

    // Who has nothing to lose is gone at the first loss.
    private static T Impact(T amount, T equity)
    {
        if (amount == Zero) return Zero;
        return equity == Zero || amount > equity ? One : amount / equity;
    }
}
