using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>One connected part of a graph in whole numbers: find validators whose services yield most above their
/// stake.</summary>
/// <remarks>Everything is multiplied by <see cref="Scale"/>. Where that does not fit 61 bits the part is relaxed
/// outwards (profits up, stakes and quorums down): its best gain is then a bound, and a coalition found in it has to be
/// checked against the graph.</remarks>
internal sealed class CoalitionProblem
{
    private const int BitsMax = 61;

    private CoalitionProblem(RestakingGraph graph, int[] services, int[] validators, IReadOnlyList<Rational> quorums)
    {
        (Services, Validators) = (services, validators);
        (ServiceStart, ValidatorOf, ValidatorStart, ServiceOf) = Edges(graph, services, validators);
        IEnumerable<Rational> amounts = services.Select(s => graph.Services[s].Profit)
            .Concat(validators.Select(v => graph.Validators[v].Stake));
        Rational measure = Measure(amounts);
        Rational total = Rational.Sum(amounts);
        IsExact = Rational.Ceiling(total / measure).GetBitLength() <= BitsMax;
        Scale = IsExact ? 1 / measure : (Rational)(BigInteger.One << (BitsMax - 1)) / total;
        Profit = [.. services.Select(s => (long)Rational.Ceiling(graph.Services[s].Profit * Scale))];
        Stake = [.. validators.Select(v => (long)Rational.Floor(graph.Validators[v].Stake * Scale))];
        Quorum = new long[services.Length];
        for (int i = 0; i < services.Length; i++)
        {
            long quorum = (long)Rational.Ceiling(quorums[services[i]] * Scale);
            Quorum[i] = IsExact ? quorum : Math.Max(0, quorum - (ServiceStart[i + 1] - ServiceStart[i]));
        }

        IsUnanimous = services.All(s => graph.Services[s].Alpha == Rational.One);
    }

    private CoalitionProblem(CoalitionProblem other, long profitFactor, long stakeFactor)
    {
        (Services, Validators, IsExact, IsUnanimous) =
            (other.Services, other.Validators, other.IsExact, other.IsUnanimous);
        (ServiceStart, ValidatorOf, ValidatorStart, ServiceOf) =
            (other.ServiceStart, other.ValidatorOf, other.ValidatorStart, other.ServiceOf);
        Scale = other.Scale;
        Profit = [.. other.Profit.Select(profit => profit * profitFactor)];
        Stake = [.. other.Stake.Select(stake => stake * stakeFactor)];
        Quorum = [.. other.Quorum.Select(quorum => quorum * stakeFactor)];
    }

    public Rational Scale { get; }

    public bool IsExact { get; }

    /// <summary>Whether every service needs all of its validators, which makes the problem a minimum cut.</summary>
    public bool IsUnanimous { get; }

    /// <summary>The graph's indexes of this part's services.</summary>
    public int[] Services { get; }

    /// <summary>The graph's indexes of this part's validators.</summary>
    public int[] Validators { get; }

    public long[] Profit { get; }

    public long[] Quorum { get; }

    public long[] Stake { get; }

    public int[] ServiceStart { get; }

    public int[] ValidatorOf { get; }

    public int[] ValidatorStart { get; }

    public int[] ServiceOf { get; }

    public int EdgeCount => ServiceOf.Length;

    public ReadOnlySpan<int> ServicesOf(int v) => ServiceOf.AsSpan(ValidatorStart[v]..ValidatorStart[v + 1]);

    public ReadOnlySpan<int> ValidatorsOf(int s) => ValidatorOf.AsSpan(ServiceStart[s]..ServiceStart[s + 1]);

    /// <summary>What a coalition gains here.</summary>
    public long GainOf(bool[] coalition)
    {
        long gain = 0;
        for (int v = 0; v < Stake.Length; v++)
            if (coalition[v]) gain -= Stake[v];
        for (int s = 0; s < Profit.Length; s++)
        {
            long reached = 0;
            foreach (int v in ValidatorsOf(s))
                if (coalition[v]) reached += Stake[v];
            if (reached >= Quorum[s]) gain += Profit[s];
        }

        return gain;
    }

    /// <summary>The same network with profits and stakes multiplied; null where that does not fit.</summary>
    public CoalitionProblem? Weighted(BigInteger profitFactor, BigInteger stakeFactor)
    {
        BigInteger total = Profit.Aggregate(BigInteger.Zero, (sum, profit) => sum + profit) * profitFactor
            + Stake.Aggregate(BigInteger.Zero, (sum, stake) => sum + stake) * stakeFactor;
        return total.GetBitLength() <= BitsMax
            ? new CoalitionProblem(this, (long)profitFactor, (long)stakeFactor)
            : null;
    }

    /// <summary>The connected parts of a graph that yield something and have stake.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="quorums">By service the stake that corrupts it; tightened ones make the search faster.</param>
    public static IReadOnlyList<CoalitionProblem> Parts(RestakingGraph graph, IReadOnlyList<Rational> quorums)
    {
        int services = graph.Services.Count;
        UnionFind joined = new(services + graph.Validators.Count);
        for (int v = 0; v < graph.Validators.Count; v++)
        {
            if (graph.Validators[v].Stake.Sign == 0) continue;
            foreach (int s in graph.ServicesOf(v))
                if (IsOpen(graph, s)) joined.Join(s, services + v);
        }

        Dictionary<int, (List<int> Services, List<int> Validators)> parts = [];
        for (int s = 0; s < services; s++)
            if (IsOpen(graph, s)) PartOf(parts, joined.Root(s)).Services.Add(s);
        for (int v = 0; v < graph.Validators.Count; v++)
        {
            if (parts.TryGetValue(joined.Root(services + v), out (List<int>, List<int> Validators) part))
                part.Validators.Add(v);
        }

        return [.. parts.Values.Select(part =>
            new CoalitionProblem(graph, [.. part.Services], [.. part.Validators], quorums))];
    }

    private static bool IsOpen(RestakingGraph graph, int s) =>
        graph.Services[s].Profit.Sign > 0 && graph.StakeBehind(s).Sign > 0;

    private static (List<int> Services, List<int> Validators) PartOf(
        Dictionary<int, (List<int>, List<int>)> parts, int root)
    {
        if (!parts.TryGetValue(root, out (List<int>, List<int>) part)) parts[root] = part = ([], []);
        return part;
    }

    private static (int[] ServiceStart, int[] ValidatorOf, int[] ValidatorStart, int[] ServiceOf) Edges(
        RestakingGraph graph, int[] services, int[] validators)
    {
        int[] local = new int[graph.Services.Count];
        Array.Fill(local, -1);
        for (int i = 0; i < services.Length; i++) local[services[i]] = i;
        int[] start = new int[validators.Length + 1];
        List<int> of = [];
        for (int i = 0; i < validators.Length; i++)
        {
            foreach (int s in graph.ServicesOf(validators[i]))
                if (local[s] >= 0) of.Add(local[s]);
            start[i + 1] = of.Count;
        }

        int[] edges = [.. of];
        (int[] serviceStart, int[] validatorOf) = Adjacency.Transpose(start, edges, services.Length);
        return (serviceStart, validatorOf, start, edges);
    }

    // The greatest amount of which all are whole multiples.
    private static Rational Measure(IEnumerable<Rational> amounts)
    {
        BigInteger divisor = 0;
        BigInteger scale = 1;
        foreach (Rational amount in amounts)
        {
            BigInteger denominator = amount.Denominator;
            if (!(scale % denominator).IsZero)
            {
                BigInteger factor = denominator / BigInteger.GreatestCommonDivisor(scale, denominator);
                scale *= factor;
                divisor *= factor;
            }

            divisor = BigInteger.GreatestCommonDivisor(divisor, amount.Numerator * (scale / denominator));
        }

        return new Rational(divisor, scale);
    }

    private sealed class UnionFind(int count)
    {
        private readonly int[] _parent = [.. Enumerable.Range(0, count)];

        public int Root(int item)
        {
            while (_parent[item] != item) item = _parent[item] = _parent[_parent[item]];
            return item;
        }

        public void Join(int left, int right) => _parent[Root(right)] = Root(left);
    }
}
