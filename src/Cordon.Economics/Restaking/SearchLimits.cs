namespace Cordon.Economics.Restaking;

/// <summary>How much work an analysis may take.</summary>
/// <param name="NodesMax">Nodes of the exact search in all, 1 or more; the only limit that gives the same answer on
/// every machine.</param>
/// <param name="Time">Time for the exact search, null for no limit; needs <paramref name="Clock"/>.</param>
/// <param name="Clock">The clock that <paramref name="Time"/> is measured with.</param>
/// <param name="Threads">Threads of the bound, 1 or more; the answer does not depend on it.</param>
public sealed record SearchLimits(
    long NodesMax = 200_000, TimeSpan? Time = null, TimeProvider? Clock = null, int Threads = 1)
{
    public static SearchLimits Default { get; } = new();
}
