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

    /// <summary>Measures the time that has passed; nothing else is read from it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
