using System.ComponentModel.DataAnnotations;
using Cordon.Domain.Protocols;
using Cordon.Engine.Correlation;
using Cordon.Engine.Reorgs;

namespace Cordon.Engine.Pipeline;

/// <summary>How a scan runs; the answers do not depend on it, apart from the remembered depth.</summary>
public sealed class ScanOptions
{
    /// <summary>Threads that read and inspect blocks, 1 to 256; the number of processors by default.</summary>
    [Range(1, 256)]
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How many blocks a reorganisation may go back.</summary>
    [Range(1, 100_000)]
    public int ReorgDepthMax { get; init; } = 128;

    /// <summary>What the source promises about the order of its blocks.</summary>
    public Continuity Continuity { get; init; } = Continuity.Recording;

    /// <summary>When signals become incidents.</summary>
    public CorrelationOptions Correlation { get; init; } = new();

    /// <summary>The protected contracts, by which incidents are named.</summary>
    public WatchList Watched { get; init; } = WatchList.Empty;

    /// <summary>Called now and then while blocks are delivered, at most ten times a second,
    /// and once at the end.</summary>
    public Action<ScanProgress>? Progress { get; init; }

    /// <summary>When blocks began to be scanned as they are mined: incidents that begin in a block of that time or
    /// later get a time of detection. Null in a scan of the past, which must not depend on its day.</summary>
    public DateTimeOffset? LiveSince { get; init; }

    /// <summary>Measures the time that has passed, and tells the time of detection where <see cref="LiveSince"/> asks
    /// for it; nothing else is read from it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
