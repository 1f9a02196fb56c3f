using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cordon.Economics.Restaking;

/// <summary>The Lagrangian bound of a branch: prices on the quorums, improved by subgradient steps of O(E).</summary>
/// <remarks>L(price) = sum over services (profit - price*quorum)+ + sum over validators stake*(sum of its services'
/// prices - 1)+, with decided ones taken as decided; every price at least 0 gives a bound. Steps are taken in units of
/// profit (price times quorum) with Polyak's length towards the best known gain. A search lasts milliseconds, too short
/// for the compiler to notice what is hot: it is told.</remarks>
internal sealed class NodeBound
{
    private readonly CoalitionProblem _problem;
    private readonly double[] _gradient;
    private readonly double[] _stake;
    private readonly double[] _taken; // by validator 1 where it is recruited, else 0
    private readonly double[] _takenStake;
    private readonly double[] _worth; // by service 1 where it is worth its price, else 0

    public NodeBound(CoalitionProblem problem)
    {
        _problem = problem;
        _gradient = new double[problem.Profit.Length];
        Load = new double[problem.Stake.Length];
        _stake = [.. problem.Stake.Select(stake => (double)stake)];
        _taken = new double[problem.Stake.Length];
        _takenStake = new double[problem.Stake.Length];
        _worth = new double[problem.Profit.Length];
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Evaluate(CoalitionState state, double[] price)
    {
        double value = 0;
        for (int s = 0; s < price.Length; s++)
        {
            if (state.Service[s] == 0 || IsPaid(state, s)) price[s] = 0;
            double margin = _problem.Profit[s] - price[s] * _problem.Quorum[s];
            bool isWorth = state.Service[s] == 1 || (state.Service[s] == CoalitionState.Open && margin > 0);
            _worth[s] = isWorth ? 1 : 0;
            if (isWorth) value += margin;
        }

        return value + Recruit(state.Validator, price);
    }

    // Whether an open validator is worth its stake is as good as chance near the best prices: a branch on it would be
    // mispredicted half the time, so that the sign of what is missing selects instead.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Recruit(sbyte[] decisions, double[] price)
    {
        double value = 0;
        int[] services = _problem.ServiceOf;
        int[] starts = _problem.ValidatorStart;
        double[] loads = Load;
        double[] stakes = _stake;
        int edge = 0;
        for (int v = 0; v < loads.Length; v++)
        {
            int end = starts[v + 1];
            double load = 0;
            for (; edge < end; edge++) load += price[services[edge]];
            loads[v] = load;
            long mask = BitConverter.DoubleToInt64Bits(1 - load) >> 63;
            if (decisions[v] != CoalitionState.Open) mask = -decisions[v];
            double taken = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(stakes[v]) & mask);
            _takenStake[v] = taken;
            _taken[v] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(1.0) & mask);
            value += taken * (load - 1);
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
            double quorum = Math.Max(1, _problem.Quorum[s]);
            double slope = (Sum(_takenStake, _problem.ValidatorsOf(s)) - _worth[s] * _problem.Quorum[s]) / quorum;
            if (slope > 0 && price[s] <= 0) slope = 0;
            _gradient[s] = slope;
            norm += slope * slope;
        }

        return norm;
    }

    // Two sums, since each addition waits for the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(double[] values, ReadOnlySpan<int> places)
    {
        (double even, double odd) = (0, 0);
        int i = 0;
        for (; i < places.Length - 1; i += 2)
        {
            even += values[places[i]];
            odd += values[places[i + 1]];
        }

        return i < places.Length ? even + odd + values[places[i]] : even + odd;
    }

    // An exponential mean of the steps' solutions tends to the linear program's.
    private double Average(double weight)
    {
        double share = weight < 20 ? 1 / (weight + 1) : 0.05;
        Approach(ServiceShare, _worth, share);
        Approach(ValidatorShare, _taken, share);
        return weight + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Approach(double[] means, double[] values, double share)
    {
        Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(means.AsSpan());
        ReadOnlySpan<Vector<double>> wideValues = MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan());
        for (int i = 0; i < wide.Length; i++) wide[i] += share * (wideValues[i] - wide[i]);
        for (int i = wide.Length * Vector<double>.Count; i < means.Length; i++)
            means[i] += share * (values[i] - means[i]);
    }
}
