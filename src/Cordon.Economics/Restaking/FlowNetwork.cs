namespace Cordon.Economics.Restaking;

/// <summary>Maximum flow by Dinic's method, on arrays.</summary>
internal sealed class FlowNetwork(int nodes, int edgesMax)
{
    private readonly int[] _first = FilledWith(-1, nodes);
    private readonly int[] _next = new int[2 * edgesMax];
    private readonly int[] _to = new int[2 * edgesMax];
    private readonly long[] _left = new long[2 * edgesMax];
    private readonly int[] _level = new int[nodes];
    private readonly int[] _at = new int[nodes];
    private readonly int[] _path = new int[nodes];
    private int _edges;

    public void Add(int from, int to, long capacity)
    {
        Half(from, to, capacity);
        Half(to, from, 0);
    }

    /// <summary>By node whether it is reachable from the source once the flow is maximal.</summary>
    public bool[] MinimumCut(int source, int sink)
    {
        while (Layer(source, sink))
        {
            _first.CopyTo(_at, 0);
            while (Augment(source, sink))
            {
            }
        }

        return [.. _level.Select(level => level >= 0)];
    }

    private bool Layer(int source, int sink)
    {
        Array.Fill(_level, -1);
        Queue<int> open = new([source]);
        _level[source] = 0;
        while (open.TryDequeue(out int node))
        {
            for (int e = _first[node]; e >= 0; e = _next[e])
            {
                if (_left[e] <= 0 || _level[_to[e]] >= 0) continue;
                _level[_to[e]] = _level[node] + 1;
                open.Enqueue(_to[e]);
            }
        }

        return _level[sink] >= 0;
    }

    // One augmenting path, without recursion: a path can be as long as the network has nodes.
    private bool Augment(int source, int sink)
    {
        int length = 0;
        int node = source;
        while (node != sink)
        {
            int e = _at[node];
            while (e >= 0 && (_left[e] <= 0 || _level[_to[e]] != _level[node] + 1)) e = _next[e];
            _at[node] = e;
            if (e >= 0)
            {
                _path[length++] = e;
                node = _to[e];
                continue;
            }

            if (length == 0) return false;
            node = _to[_path[--length] ^ 1];
            _at[node] = _next[_at[node]];
        }

        long amount = long.MaxValue;
        for (int i = 0; i < length; i++) amount = Math.Min(amount, _left[_path[i]]);
        for (int i = 0; i < length; i++)
        {
            int e = _path[i];
            if (_left[e] != long.MaxValue) _left[e] -= amount;
            if (_left[e ^ 1] != long.MaxValue) _left[e ^ 1] += amount;
        }

        return true;
    }

    private void Half(int from, int to, long capacity)
    {
        (_to[_edges], _left[_edges], _next[_edges]) = (to, capacity, _first[from]);
        _first[from] = _edges++;
    }

    private static int[] FilledWith(int value, int count)
    {
        int[] filled = new int[count];
        Array.Fill(filled, value);
        return filled;
    }
}
