namespace Cordon.Engine.Reorgs;

/// <summary>The chain went back further than the engine remembers: it can't take back what it said before.</summary>
public sealed class ReorgTooDeepException(string origin, ulong block, ulong tip, int depthMax)
    : Exception($"{origin}: block {block} does not build on any of the last {depthMax} blocks before {tip}: a "
        + "reorganisation deeper than is remembered, or another chain. Scan again from an older block, or raise "
        + "the remembered depth.");
