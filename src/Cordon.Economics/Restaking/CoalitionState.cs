using System.Runtime.CompilerServices;

namespace Cordon.Economics.Restaking;

/// <summary>What a branch of the search has decided so far, with a trail to take it back.</summary>
internal sealed class CoalitionState
{
    public const sbyte Open = -1;

    private readonly CoalitionProblem _problem;
    private readonly int[] _trail;
    private int _trailLength;

    public CoalitionState(CoalitionProblem problem)
    {
        _problem = problem;
        Service = new sbyte[problem.Profit.Length];
        Validator = new sbyte[problem.Stake.Length];
        Array.Fill(Service, Open);
        Array.Fill(Validator, Open);
        Reached = new long[Service.Length];
        Reachable = new long[Service.Length];
        for (int s = 0; s < Service.Length; s++)
            foreach (int v in problem.ValidatorsOf(s)) Reachable[s] += problem.Stake[v];
        _trail = new int[Service.Length + Validator.Length];
    }

    /// <summary>By service: corrupted (1), left alone (0), open.</summary>
    public sbyte[] Service { get; }

    /// <summary>By validator: in the coalition (1), outside (0), open.</summary>
    public sbyte[] Validator { get; }

    /// <summary>Stake of a service's validators that are in.</summary>
    public long[] Reached { get; }

    /// <summary>Stake of a service's validators that are in or open.</summary>
    public long[] Reachable { get; }

    public int Mark => _trailLength;

    public void SetService(int s, bool isIn)
    {
        Service[s] = (sbyte)(isIn ? 1 : 0);
        _trail[_trailLength++] = s;
    }

    public void SetValidator(int v, bool isIn)
    {
        Validator[v] = (sbyte)(isIn ? 1 : 0);
        _trail[_trailLength++] = Service.Length + v;
        long[] sums = isIn ? Reached : Reachable;
        long change = isIn ? _problem.Stake[v] : -_problem.Stake[v];
        foreach (int s in _problem.ServicesOf(v)) sums[s] += change;
    }

    public void Undo(int mark)
    {
        while (_trailLength > mark)
        {
            int item = _trail[--_trailLength];
            if (item < Service.Length)
            {
                Service[item] = Open;
                continue;
            }

            int v = item - Service.Length;
            long[] sums = Validator[v] == 1 ? Reached : Reachable;
            long change = Validator[v] == 1 ? -_problem.Stake[v] : _problem.Stake[v];
            foreach (int s in _problem.ServicesOf(v)) sums[s] += change;
            Validator[v] = Open;
        }
    }

    /// <summary>Decides what follows from the quorums alone; false where the branch has no solution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Propagate()
    {
        for (bool hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            for (int s = 0; s < Service.Length; s++)
            {
                if (Service[s] == 0) continue;
                if (Reachable[s] < _problem.Quorum[s])
                {
                    if (Service[s] == 1) return false;
                    SetService(s, false);
                }
                else if (Service[s] == Open && Reached[s] >= _problem.Quorum[s])
                {
                    SetService(s, true); // yields without further cost
                }
                else if (Service[s] == 1 && Reached[s] < _problem.Quorum[s])
                {
                    hasChanged |= ForceIndispensable(s);
                }
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ForceIndispensable(int s)
    {
        long spare = Reachable[s] - _problem.Quorum[s];
        bool hasChanged = false;
        foreach (int v in _problem.ValidatorsOf(s))
        {
            if (Validator[v] != Open || _problem.Stake[v] <= spare) continue;
            SetValidator(v, true);
            hasChanged = true;
        }

        return hasChanged;
    }
}
