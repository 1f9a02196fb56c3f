using System.Runtime.CompilerServices;

namespace Cordon.Economics.Restaking;

/// <summary>Finds good coalitions quickly: cover a set of services at little stake, then flip services and exchange
/// validators while that helps.</summary>
internal sealed class CoalitionGreedy
{
    private const long ExchangeWorkMax = 4_000_000;
    private const int SweepsMax = 3;

    private readonly CoalitionProblem _problem;
    private readonly long[] _reached;
    private readonly bool[] _coalition;
    private readonly double[] _load;
    private readonly int[] _order;
    private readonly long[] _needed;
    private int _ordered; // validators in _order: those that serve a target

    public CoalitionGreedy(CoalitionProblem problem)
    {
        _problem = problem;
        _reached = new long[problem.Profit.Length];
        _needed = new long[problem.Profit.Length];
        _coalition = new bool[problem.Stake.Length];
        _load = new double[problem.Stake.Length];
        _order = new int[problem.Stake.Length];
        Best = new bool[problem.Stake.Length];
    }

    public long BestGain { get; private set; }

    /// <summary>The coalition with <see cref="BestGain"/>; empty until one gains.</summary>
    public bool[] Best { get; }

    /// <summary>Takes a coalition if it is better than the best so far.</summary>
    /// <returns>Its gain.</returns>
    public long Offer(bool[] coalition)
    {
        long gain = _problem.GainOf(coalition);
        if (gain <= BestGain) return gain;
        BestGain = gain;
        coalition.CopyTo(Best, 0);
        return gain;
    }

    /// <summary>Covers the targets, guided by prices, and keeps the coalition if it is the best so far.</summary>
    /// <returns>Its gain.</returns>
    public long Cover(bool[] targets, double[] price)
    {
        Array.Clear(_coalition);
        Array.Clear(_reached);
        Recruit(targets, price);
        Dismiss(targets);
        return Offer(_coalition);
    }

    /// <summary>Flips single services in and out of the targets while that gains, then exchanges validators.</summary>
    public void Improve(bool[] targets, double[] price)
    {
        long gain = Cover(targets, price);
        bool hasChanged = true;
        for (int sweep = 0; sweep < SweepsMax && hasChanged; sweep++)
        {
            hasChanged = false;
            for (int s = 0; s < targets.Length; s++)
            {
                targets[s] = !targets[s];
                long flipped = Cover(targets, price);
                if (flipped > gain) (gain, hasChanged) = (flipped, true);
                else targets[s] = !targets[s];
            }
        }

        Cover(targets, price);
        Exchange();
    }

    // Cheapest first: most price per stake; a validator joins where a target still needs it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Recruit(bool[] targets, double[] price)
    {
        long missing = 0;
        for (int s = 0; s < targets.Length; s++)
        {
            _needed[s] = targets[s] ? _problem.Quorum[s] : 0;
            if (_needed[s] > 0) missing++;
        }

        _ordered = 0;
        for (int v = 0; v < _coalition.Length; v++)
        {
            double load = 0;
            foreach (int s in _problem.ServicesOf(v))
                if (targets[s]) load -= Math.Max(price[s], 1e-300);
            if (load < 0) (_load[_ordered], _order[_ordered++]) = (load, v);
        }

        Array.Sort(_load, _order, 0, _ordered);
        for (int i = 0; i < _ordered && missing > 0; i++)
        {
            int v = _order[i];
            bool isNeeded = false;
            foreach (int s in _problem.ServicesOf(v)) isNeeded |= _reached[s] < _needed[s];
            if (!isNeeded) continue;
            _coalition[v] = true;
            foreach (int s in _problem.ServicesOf(v))
            {
                bool wasShort = _reached[s] < _needed[s];
                _reached[s] += _problem.Stake[v];
                if (wasShort && _reached[s] >= _needed[s]) missing--;
            }
        }
    }

    // The last recruits were the least worth; who is not needed any more goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Dismiss(bool[] targets)
    {
        for (int i = _ordered - 1; i >= 0; i--)
        {
            int v = _order[i];
            if (!_coalition[v]) continue;
            bool isNeeded = false;
            foreach (int s in _problem.ServicesOf(v))
                isNeeded |= targets[s] && _reached[s] - _problem.Stake[v] < _needed[s];
            if (isNeeded) continue;
            _coalition[v] = false;
            foreach (int s in _problem.ServicesOf(v)) _reached[s] -= _problem.Stake[v];
        }
    }

    // Replaces a member by a cheaper outsider, or leaves it out, where every corrupted service stays corrupted.
    private void Exchange()
    {
        long work = (long)_problem.Stake.Length * _problem.Stake.Length;
        if (work > ExchangeWorkMax) return;
        Best.CopyTo(_coalition, 0);
        for (int s = 0; s < _reached.Length; s++)
        {
            _reached[s] = 0;
            foreach (int v in _problem.ValidatorsOf(s))
                if (_coalition[v]) _reached[s] += _problem.Stake[v];
            _needed[s] = _reached[s] >= _problem.Quorum[s] ? _problem.Quorum[s] : 0;
        }

        for (int v = 0; v < _coalition.Length; v++)
        {
            if (_coalition[v]) ReplaceCheaper(v);
        }

        Offer(_coalition);
    }

    private void ReplaceCheaper(int member)
    {
        Move(member, -1);
        int best = -1;
        for (int v = 0; v < _coalition.Length; v++)
        {
            if (_coalition[v] || _problem.Stake[v] >= _problem.Stake[member]) continue;
            if (best >= 0 && _problem.Stake[v] >= _problem.Stake[best]) continue;
            Move(v, 1);
            bool isEnough = IsCovered(member) && IsCovered(v);
            Move(v, -1);
            if (isEnough) best = v;
        }

        Move(IsCovered(member) ? -1 : best >= 0 ? best : member, 1);
    }

    private void Move(int v, int direction)
    {
        if (v < 0) return;
        _coalition[v] = direction > 0;
        foreach (int s in _problem.ServicesOf(v)) _reached[s] += direction * _problem.Stake[v];
    }

    private bool IsCovered(int v)
    {
        foreach (int s in _problem.ServicesOf(v))
            if (_reached[s] < _needed[s]) return false;
        return true;
    }
}
