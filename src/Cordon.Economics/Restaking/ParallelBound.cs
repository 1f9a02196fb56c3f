namespace Cordon.Economics.Restaking;

/// <summary>The Lagrangian bound of a large part, each step shared by several threads; every thread count gives the
/// same bits, because sums are taken chunk by chunk in order.</summary>
/// <remarks>Validators with the same services act as one: the bound is linear in their stake.</remarks>
internal sealed class ParallelBound
{
    private const int Chunks = 64;

    private readonly CoalitionProblem _problem;
    private readonly ParallelOptions _threads;
    private readonly double[] _groupStake;
    private readonly int[] _groupStart;
    private readonly int[] _serviceOf;
    private readonly int[] _serviceStart;
    private readonly int[] _groupOf;
    private readonly double[] _taken; // by group its stake where it is recruited, else 0
    private readonly double[] _gradient;
    private readonly bool[] _isWorth;
    private readonly double[] _sums = new double[Chunks];

    public ParallelBound(CoalitionProblem problem, int threads)
    {
        _problem = problem;
        _threads = new ParallelOptions { MaxDegreeOfParallelism = threads };
        (_groupStake, _groupStart, _serviceOf) = Groups(problem);
        (_serviceStart, _groupOf) = Adjacency.Transpose(_groupStart, _serviceOf, problem.Profit.Length);
        _taken = new double[_groupStake.Length];
        _gradient = new double[problem.Profit.Length];
        _isWorth = new bool[problem.Profit.Length];
        Price = [.. problem.Profit.Select((profit, s) => profit / Math.Max(1.0, problem.Quorum[s]))];
    }

    /// <summary>The prices of the best bound.</summary>
    public double[] Price { get; private set; }

    /// <summary>Validators that differ in their services.</summary>
    public int GroupCount => _groupStake.Length;

    /// <summary>What rounding can do to the bound.</summary>
    public double Slack => 2.3e-16 * (_problem.EdgeCount + _problem.Stake.Length)
        * (_problem.Profit.Sum(profit => (double)profit) + _groupStake.Sum());

    /// <summary>Steps until the bound is below the cutoff or the steps are used up.</summary>
    /// <returns>The least bound found.</returns>
    public double Improve(double target, double cutoff, int steps)
    {
        double[] price = [.. Price];
        double least = double.MaxValue;
        double length = 1;
        int stalled = 0;
        for (int step = 0; step < steps; step++)
        {
            double value = Evaluate(price);
            if (value < least - 1e-9 * Math.Abs(least)) (least, stalled, Price) = (value, 0, [.. price]);
            else if (++stalled >= 6) (length, stalled) = (length * 0.6, 0);
            if (least < cutoff || length < 1e-4) break;
            double norm = Gradient(price);
            if (norm <= 0) break;
            double scale = length * Math.Max(value - target, Math.Abs(value) * 1e-9) / norm;
            for (int s = 0; s < price.Length; s++)
                price[s] = Math.Max(0, price[s] - scale * _gradient[s] / Math.Max(1, _problem.Quorum[s]));
        }

        return least;
    }

    private double Evaluate(double[] price)
    {
        double value = 0;
        for (int s = 0; s < price.Length; s++)
        {
            double margin = _problem.Profit[s] - price[s] * _problem.Quorum[s];
            _isWorth[s] = margin > 0;
            if (margin > 0) value += margin;
        }

        Parallel.For(0, Chunks, _threads, chunk =>
        {
            double sum = 0;
            for (int g = Edge(chunk, _taken.Length); g < Edge(chunk + 1, _taken.Length); g++)
            {
                double load = -1;
                foreach (int s in _serviceOf.AsSpan(_groupStart[g].._groupStart[g + 1])) load += price[s];
                _taken[g] = load > 0 ? _groupStake[g] : 0;
                sum += load > 0 ? load * _groupStake[g] : 0;
            }

            _sums[chunk] = sum;
        });
        return value + _sums.Sum();
    }

    private double Gradient(double[] price)
    {
        Parallel.For(0, Chunks, _threads, chunk =>
        {
            double norm = 0;
            for (int s = Edge(chunk, price.Length); s < Edge(chunk + 1, price.Length); s++)
            {
                double recruited = _isWorth[s] ? -(double)_problem.Quorum[s] : 0;
                foreach (int g in _groupOf.AsSpan(_serviceStart[s].._serviceStart[s + 1])) recruited += _taken[g];
                double slope = recruited / Math.Max(1, _problem.Quorum[s]);
                if (slope > 0 && price[s] <= 0) slope = 0;
                _gradient[s] = slope;
                norm += slope * slope;
            }

            _sums[chunk] = norm;
        });
        return _sums.Sum();
    }

    private static int Edge(int chunk, int count) => (int)((long)count * chunk / Chunks);

    private static (double[] Stake, int[] Start, int[] ServiceOf) Groups(CoalitionProblem problem)
    {
        Dictionary<ServiceSet, int> index = new(problem.Stake.Length);
        List<double> stakes = [];
        List<int> start = [0];
        List<int> of = new(problem.EdgeCount);
        for (int v = 0; v < problem.Stake.Length; v++)
        {
            ServiceSet services = new(problem, v);
            if (index.TryGetValue(services, out int known))
            {
                stakes[known] += problem.Stake[v];
                continue;
            }

            index[services] = stakes.Count;
            stakes.Add(problem.Stake[v]);
            of.AddRange(problem.ServicesOf(v));
            start.Add(of.Count);
        }

        return ([.. stakes], [.. start], [.. of]);
    }

    private readonly struct ServiceSet(CoalitionProblem problem, int validator) : IEquatable<ServiceSet>
    {
        private ReadOnlySpan<int> Services => problem.ServicesOf(validator);

        public bool Equals(ServiceSet other) => Services.SequenceEqual(other.Services);

        public override bool Equals(object? obj) => obj is ServiceSet other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (int s in Services) hash.Add(s);
            return hash.ToHashCode();
        }
    }
}
