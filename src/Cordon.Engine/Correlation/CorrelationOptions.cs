using System.ComponentModel.DataAnnotations;
using Cordon.Domain.Signals;

namespace Cordon.Engine.Correlation;

/// <summary>When signals belong together and what they are worth.</summary>
public sealed class CorrelationOptions
{
    /// <summary>How many blocks may lie between two steps of one attack; an hour on Ethereum.</summary>
    [Range(1, 1_000_000)]
    public int MergeWindowBlocks { get; init; } = 300;

    /// <summary>The least severity that opens an incident; lesser signals only add to one.</summary>
    [Range(typeof(Severity), nameof(Severity.Low), nameof(Severity.Critical))]
    public Severity OpenSeverityMin { get; init; } = Severity.Medium;

    /// <summary>Log-odds that a transaction with any such signal is an attack: -3 is one in twenty-one.</summary>
    [Range(-20.0, 0.0)]
    public double PriorLogOdds { get; init; } = -3;

    /// <summary>Share that remains of a signal when a related detector has said the same of
    /// the same transaction.</summary>
    [Range(0.0, 1.0)]
    public double RelatedShare { get; init; } = 0.3;

    /// <summary>Share that remains when an unrelated detector has accused the same transaction.</summary>
    [Range(0.0, 1.0)]
    public double SameTransactionShare { get; init; } = 0.7;

    /// <summary>Share that remains when the same detector has accused another transaction of the incident.</summary>
    [Range(0.0, 1.0)]
    public double RepeatedShare { get; init; } = 0.5;

    /// <summary>Incidents that can still grow, per chain; beyond it the one silent for longest is let go.</summary>
    [Range(1, 100_000)]
    public int ActiveMax { get; init; } = 2_000;
}
