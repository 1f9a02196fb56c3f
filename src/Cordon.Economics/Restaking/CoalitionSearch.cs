using System.Runtime.CompilerServices;

namespace Cordon.Economics.Restaking;

/// <summary>The most profitable coalition of one part by branch and bound: services first, then validators.</summary>
internal sealed class CoalitionSearch
{
    private const int RootSteps = 400;
    private const int NodeSteps = 30;
    private const int NodesPerGreedy = 32;
    private const int NodesBeforeImprove = 16; // most networks are decided by then, at less than improving costs

    private readonly CoalitionProblem _problem;
    private readonly SearchBudget _budget;
    private readonly CoalitionState _state;
    private readonly NodeBound _bound;
    private readonly CoalitionGreedy _greedy;
    private readonly bool[] _targets;
    private readonly double _slack;
    private readonly long _stakeMeasure;
    private long _nodes;
    private bool _isImproved;

    private CoalitionSearch(CoalitionProblem problem, SearchBudget budget)
    {
        (_problem, _budget) = (problem, budget);
        _state = new CoalitionState(problem);
        _bound = new NodeBound(problem);
        _greedy = new CoalitionGreedy(problem);
        _targets = new bool[problem.Profit.Length];
        double magnitude = problem.Profit.Sum(profit => (double)profit) + problem.Stake.Sum(stake => (double)stake);
        // What rounding can do to a sum of that many terms of that size.
        _slack = magnitude * 2.3e-16 * (problem.Profit.Length + problem.Stake.Length + 16);
        _stakeMeasure = problem.Stake.Aggregate(0L, Gcd);
    }

    /// <summary>Searches until the best coalition is proved best or the budget is spent.</summary>
    /// <returns>The best coalition found with its gain (none: 0), and a bound on every coalition's gain, equal to it
    /// when proved.</returns>
    public static (bool[] Coalition, long Gain, double Upper) Run(
        CoalitionProblem problem, SearchBudget budget, bool[]? known = null)
    {
        CoalitionSearch search = new(problem, budget);
        if (known is not null) search._greedy.Offer(known);
        double open = search.Root();
        long gain = search._greedy.BestGain;
        return (search._greedy.Best, gain, Math.Max(gain, open));
    }

    private double Cutoff => _greedy.BestGain + 1 - _slack;

    private double Root()
    {
        for (int s = 0; s < _targets.Length; s++)
            _bound.Best[s] = _problem.Profit[s] / Math.Max(1.0, _problem.Quorum[s]);
        if (!_state.Propagate()) return double.NegativeInfinity;
        double value = _bound.Improve(_state, _greedy.BestGain, Cutoff, RootSteps);
        if (value < Cutoff) return double.NegativeInfinity;
        Round();
        _greedy.Cover(_targets, _bound.Best);
        double open = Node(value);
        if (!_isImproved && open > _greedy.BestGain) Improve(); // the budget was spent before its turn came
        return open;
    }

    private void Improve()
    {
        _isImproved = true;
        Round();
        _greedy.Improve(_targets, _bound.Best);
    }

    /// <summary>Explores what the state leaves open.</summary>
    /// <returns>A bound on what stays unexplored in it.</returns>
    private double Node(double inherited)
    {
        if (_budget.IsSpent) return inherited;
        _budget.CountNode();
        if (!_state.Propagate()) return double.NegativeInfinity;
        double value = Math.Min(inherited, _bound.Improve(_state, _greedy.BestGain, Cutoff, NodeSteps));
        if (IsHopeless(value)) return double.NegativeInfinity;
        if (++_nodes == NodesBeforeImprove)
        {
            Improve();
        }
        else if (_nodes % NodesPerGreedy == 0)
        {
            Round();
            _greedy.Cover(_targets, _bound.Best);
        }

        if (!FixByPrice(value)) return double.NegativeInfinity;
        int branch = OpenService();
        int validator = branch < 0 ? OpenValidator() : -1;
        if (branch < 0 && validator < 0)
        {
            _greedy.Offer([.. _state.Validator.Select(decision => decision == 1)]);
            return double.NegativeInfinity;
        }

        bool first = branch >= 0 ? _bound.ServiceShare[branch] >= 0.5 : _bound.ValidatorShare[validator] >= 0.5;
        double[] prices = [.. _bound.Best];
        int mark = _state.Mark;
        double open = double.NegativeInfinity;
        for (int side = 0; side < 2; side++)
        {
            bool isIn = first == (side == 0);
            if (branch >= 0) _state.SetService(branch, isIn);
            else _state.SetValidator(validator, isIn);
            prices.CopyTo(_bound.Best, 0);
            open = Math.Max(open, Node(value));
            _state.Undo(mark);
        }

        return open;
    }

    // Gains are whole, and once all services are decided they differ by whole multiples of the stakes' measure.
    private bool IsHopeless(double value)
    {
        if (value < Cutoff) return true;
        long decided = 0;
        for (int s = 0; s < _targets.Length; s++)
        {
            if (_state.Service[s] == CoalitionState.Open) return false;
            if (_state.Service[s] == 1) decided += _problem.Profit[s];
        }

        double cost = Math.Ceiling((decided - value - _slack) / _stakeMeasure) * _stakeMeasure;
        return decided - cost < Cutoff;
    }

    // Whatever would cost more than the bound has left, when decided the other way, is decided this way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FixByPrice(double value)
    {
        double spare = value - Cutoff + 2 * _slack;
        _bound.Evaluate(_state, _bound.Best);
        bool hasChanged = false;
        for (int s = 0; s < _targets.Length; s++)
        {
            double margin = _problem.Profit[s] - _bound.Best[s] * _problem.Quorum[s];
            if (_state.Service[s] != CoalitionState.Open || Math.Abs(margin) <= spare) continue;
            _state.SetService(s, margin > 0);
            hasChanged = true;
        }

        for (int v = 0; v < _bound.Load.Length; v++)
        {
            double margin = _problem.Stake[v] * (_bound.Load[v] - 1);
            if (_state.Validator[v] != CoalitionState.Open || Math.Abs(margin) <= spare) continue;
            _state.SetValidator(v, margin > 0);
            hasChanged = true;
        }

        return !hasChanged || _state.Propagate();
    }

    private void Round()
    {
        for (int s = 0; s < _targets.Length; s++)
            _targets[s] = _state.Service[s] == 1
                || (_state.Service[s] == CoalitionState.Open && _bound.ServiceShare[s] > 0.3);
    }

    private int OpenService()
    {
        int best = -1;
        double most = -1;
        for (int s = 0; s < _targets.Length; s++)
        {
            if (_state.Service[s] != CoalitionState.Open) continue;
            double share = _bound.ServiceShare[s];
            double doubt = _problem.Profit[s] * (Math.Min(share, 1 - share) + 1e-3);
            if (doubt > most) (best, most) = (s, doubt);
        }

        return best;
    }

    // Only of services that are short of their quorum; the others' validators stay outside.
    private int OpenValidator()
    {
        int best = -1;
        double most = -1;
        for (int s = 0; s < _targets.Length; s++)
        {
            if (_state.Service[s] != 1 || _state.Reached[s] >= _problem.Quorum[s]) continue;
            foreach (int v in _problem.ValidatorsOf(s))
            {
                if (_state.Validator[v] != CoalitionState.Open) continue;
                double share = _bound.ValidatorShare[v];
                double doubt = _problem.Stake[v] * (Math.Min(share, 1 - share) + 1e-3);
                if (doubt > most) (best, most) = (v, doubt);
            }
        }

        return best;
    }

    private static long Gcd(long left, long right)
    {
        while (right != 0) (left, right) = (right, left % right);
        return left;
    }
}
