namespace Cordon.Engine.Facts;

/// <summary>How much of a transaction's call tree is written.</summary>
public sealed record CallTreeOptions
{
    /// <summary>Frames written, 1 to 100,000; default 400. What lies beyond is counted, not written.</summary>
    public int FramesMax { get; init; } = 400;

    /// <summary>Depth in frames to which the tree is written, 0 to 1,024; default 24.</summary>
    public int DepthMax { get; init; } = 24;

    /// <summary>Balance rows written, 0 to 100,000; default 60.</summary>
    public int BalancesMax { get; init; } = 60;
}
