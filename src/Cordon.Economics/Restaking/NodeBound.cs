using System.Runtime.CompilerServices;

namespace Cordon.Economics.Restaking;

/// <summary>The Lagrangian bound of a branch: prices on the quorums, improved by subgradient steps of O(E).</summary>
/// <remarks>L(price) = sum over services (profit - price*quorum)+ + sum over validators stake*(sum of its services'
/// prices - 1)+, with decided ones taken as decided; every price at least 0 gives a bound. Steps are taken in units of
/// profit (price times quorum) with Polyak's length towards the best known gain.</remarks>
internal sealed class NodeBound
{
    private readonly CoalitionProblem _problem;
    private readonly double[] _gradient;
    private readonly bool[] _isTaken;
    private readonly bool[] _isWorth;

    public NodeBound(CoalitionProblem problem)
    {
        _problem = problem;
        _gradient = new double[problem.Profit.Length];
        Load = new double[problem.Stake.Length];
        _isTaken = new bool[problem.Stake.Length];
        _isWorth = new bool[problem.Profit.Length];
        ServiceShare = new double[problem.Profit.Length];
        ValidatorShare = new double[problem.Stake.Length];
        Best = new double[problem.Profit.Length];
    }

    /// <summary>The prices of the best bound so far; the start of the next <see cref="Improve"/>.</summary>
    public double[] Best { get; }

    /// <summary>By validator the sum of its services' prices, after <see cref="Evaluate"/>.</summary>
    public double[] Load { get; }

    /// <summary>How often each service was worth its price over the last steps: a fractional solution.</summary>
    public double[] ServiceShare { get; }

    public double[] ValidatorShare { get; }

    /// <summary>Steps from <see cref="Best"/> until the bound is at most the target or the steps are used up.</summary>
    /// <returns>The least bound found; its prices are in <see cref="Best"/>.</returns>
    public double Improve(CoalitionState state, double target, double cutoff, int steps)
    {
        double[] price = [.. Best];
        double least = double.MaxValue;
        double length = 1;
        int stalled = 0;
        Array.Clear(ServiceShare);
        Array.Clear(ValidatorShare);
        double weight = 0;
        for (int step = 0; step < steps; step++)
        {
            double value = Evaluate(state, price);
            if (value < least - 1e-9 * Math.Abs(least))
            {
                least = value;
                price.CopyTo(Best, 0);
                stalled = 0;
            }
            else if (++stalled >= 6)
            {
                (length, stalled) = (length * 0.6, 0);
            }

            if (least < cutoff || length < 1e-4) break;
            double norm = Gradient(state, price);
            if (norm <= 0) break;
            weight = Average(weight);
            double scale = length * Math.Max(value - target, Math.Abs(value) * 1e-9) / norm;
            for (int s = 0; s < price.Length; s++)
            {
                double quorum = Math.Max(1, _problem.Quorum[s]);
                price[s] = Math.Max(0, price[s] - scale * _gradient[s] / quorum);
            }
        }

        return least;
    }

    /// <summary>The bound for given prices; leaves each validator's load.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a search lasts milliseconds: no time to warm up
    public double Evaluate(CoalitionState state, double[] price)
    {
        double value = 0;
        for (int s = 0; s < price.Length; s++)
        {
            if (state.Service[s] == 0 || IsPaid(state, s)) price[s] = 0;
            double margin = _problem.Profit[s] - price[s] * _problem.Quorum[s];
            _isWorth[s] = state.Service[s] == 1 || (state.Service[s] == CoalitionState.Open && margin > 0);
            if (_isWorth[s]) value += margin;
        }

        for (int v = 0; v < Load.Length; v++)
        {
            double load = 0;
            foreach (int s in _problem.ServicesOf(v)) load += price[s];
            Load[v] = load;
            bool isTaken = state.Validator[v] == 1 || (state.Validator[v] == CoalitionState.Open && load > 1);
            _isTaken[v] = isTaken;
            if (isTaken) value += _problem.Stake[v] * (load - 1);
        }

        return value;
    }

    private bool IsPaid(CoalitionState state, int s) =>
        state.Service[s] == 1 && state.Reached[s] >= _problem.Quorum[s];

    // In units of profit: (stake that the prices recruit - quorum) / quorum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Gradient(CoalitionState state, double[] price)
    {
        double norm = 0;
        for (int s = 0; s < _gradient.Length; s++)
        {
            _gradient[s] = 0;
            if (state.Service[s] == 0 || IsPaid(state, s)) continue;
            double recruited = 0;
            foreach (int v in _problem.ValidatorsOf(s))
                if (_isTaken[v]) recruited += _problem.Stake[v];
            double quorum = Math.Max(1, _problem.Quorum[s]);
            double slope = (recruited - (_isWorth[s] ? _problem.Quorum[s] : 0)) / quorum;
            if (slope > 0 && price[s] <= 0) slope = 0;
            _gradient[s] = slope;
            norm += slope * slope;
        }

        return norm;
    }

    // An exponential mean of the steps' solutions tends to the linear program's.
    private double Average(double weight)
    {
        double share = weight < 20 ? 1 / (weight + 1) : 0.05;
        for (int s = 0; s < ServiceShare.Length; s++)
            ServiceShare[s] += share * ((_isWorth[s] ? 1 : 0) - ServiceShare[s]);
        for (int v = 0; v < ValidatorShare.Length; v++)
            ValidatorShare[v] += share * ((_isTaken[v] ? 1 : 0) - ValidatorShare[v]);
        return weight + 1;
    }
}
