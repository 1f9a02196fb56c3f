namespace Cordon.RpcServer.Faults;

/// <summary>The faults of a server. Safe to change while it serves.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int Left)> _faults = [];

    /// <summary>Number of requests struck so far.</summary>
    public int Struck { get; private set; }

    public void Add(Fault fault)
    {
        lock (_lock) _faults.Add((fault, fault.Times));
    }

    public void Clear()
    {
        lock (_lock) _faults.Clear();
    }

    /// <summary>Takes the first fault of one of these kinds that strikes the request, and counts it.</summary>
    public Fault? Take(string method, ulong? block, params ReadOnlySpan<FaultKind> kinds)
    {
        lock (_lock)
        {
            for (int i = 0; i < _faults.Count; i++)
            {
                (Fault fault, int left) = _faults[i];
                if (left == 0 || !kinds.Contains(fault.Kind)) continue;
                if (fault.Method is not null && fault.Method != method) continue;
                if (fault.Block is not null && fault.Block != block) continue;
                _faults[i] = (fault, left == int.MaxValue ? left : left - 1);
                Struck++;
                return fault;
            }

            return null;
        }
    }
}
