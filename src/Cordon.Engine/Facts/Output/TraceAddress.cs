using Cordon.Domain.Blocks;

namespace Cordon.Engine.Facts;

/// <summary>Where a frame lies in its transaction's call tree.</summary>
public static class TraceAddress
{
    /// <summary>Which child to take at each level from the outermost frame down; empty for that frame itself.</summary>
    public static int[] Of(CallTable calls, int call)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (call < 0) return [];

        int[] path = new int[calls.Depth[call]];
        for (int level = path.Length - 1; level >= 0; level--)
        {
            path[level] = calls.ChildIndex[call];
            call = calls.Parent[call];
        }

        return path;
    }
}
