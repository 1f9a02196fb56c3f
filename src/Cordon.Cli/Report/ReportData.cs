using System.Collections.Immutable;
using Cordon.Domain.Blocks;

namespace Cordon.Cli.Report;

/// <summary>Everything the HTML report shows.</summary>
internal sealed record ReportData
{
    /// <summary>When the report was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was scanned: paths or endpoints, without credentials.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    public required ImmutableArray<ulong> Chains { get; init; }

    public required long Blocks { get; init; }

    public required long Transactions { get; init; }

    public required ulong FirstBlock { get; init; }

    public required ulong LastBlock { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Gravest first, then surest.</summary>
    public required ImmutableArray<ReportIncident> Incidents { get; init; }

    /// <summary>Incidents found beyond those shown.</summary>
    public required long IncidentsOmitted { get; init; }

    public required ImmutableArray<DetectorCount> Detectors { get; init; }

    public required ImmutableArray<BlindReport> Blind { get; init; }

    /// <summary>Transactions whose calls were not recorded.</summary>
    public required long WithoutCalls { get; init; }

    /// <summary>Transactions whose logs were not recorded.</summary>
    public required long WithoutLogs { get; init; }

    /// <summary>Places where block numbers were skipped.</summary>
    public required long Gaps { get; init; }

    /// <summary>Why the scan ended early; null where it did not.</summary>
    public string? Failure { get; init; }
}
