using System.ComponentModel.DataAnnotations;
using Cordon.Engine.Correlation;
using Cordon.Engine.Pending;
using Cordon.Engine.Sources.Node;
using Cordon.Node.Engagement;
using Cordon.Response.Attestations;
using Cordon.Response.Sending;

namespace Cordon.Node.Settings;

/// <summary>Bounds and intervals of a node.</summary>
public sealed record NodeOptions
{
    /// <summary>How pending transactions are watched.</summary>
    public PendingWatchOptions Pending { get; init; } = new();

    /// <summary>How blocks are read.</summary>
    public NodeSourceOptions Source { get; init; } = new();

    /// <summary>When signals belong to one incident.</summary>
    public CorrelationOptions Correlation { get; init; } = new();

    /// <summary>How transactions are sent; the guardian's own bounds come before these.</summary>
    public SenderOptions Sending { get; init; } = new();

    /// <summary>How attestations are exchanged with other guardians.</summary>
    public ExchangeOptions Exchange { get; init; } = new();

    /// <summary>How attention challenges are answered.</summary>
    public EngagementOptions Engagement { get; init; } = new();

    /// <summary>Threads that read and inspect blocks, on each chain.</summary>
    [Range(1, 256)]
    public int ThreadsPerChain { get; init; } = 2;

    /// <summary>How often the registry is asked what it allows, besides at every block that concerns it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan RegistryInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the values of other chains that invariants compare with are read, besides with every block,
    /// and before a break is said.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan ForeignInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the store is asked whether a human has answered.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan AnswerInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause before a part that failed is begun anew.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Events that may wait for a slow listener; beyond it they are lost, and counted.</summary>
    [Range(16, 10_000_000)]
    public int EventsWaitingMax { get; init; } = 65_536;
}
