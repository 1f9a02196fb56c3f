namespace Cordon.Economics.Restaking;

/// <summary>What is left of an analysis's limits.</summary>
internal sealed class SearchBudget(SearchLimits limits)
{
    private const int NodesPerLook = 16; // a look at the clock costs as much as a small node

    private readonly long _start = limits.Clock?.GetTimestamp() ?? 0;
    private long _nodes;
    private bool _isTimeUp;

    public int Threads => limits.Threads;

    public bool IsSpent => _isTimeUp || _nodes >= limits.NodesMax;

    public void CountNode()
    {
        if (++_nodes % NodesPerLook != 0 || limits.Time is not { } time || limits.Clock is not { } clock) return;
        _isTimeUp = clock.GetElapsedTime(_start) >= time;
    }
}
