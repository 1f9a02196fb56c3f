using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;

namespace Cordon.Domain.Ports;

/// <summary>Everything that one block changes in a store; it is kept whole or not at all.</summary>
public sealed record BlockCommit
{
    public required ScanCursor Cursor { get; init; }

    public required StoredBlock Block { get; init; }

    /// <summary>How many of the chain's latest blocks the block replaces.</summary>
    public int Dropped { get; init; }

    /// <summary>The signals of the replaced blocks, marked as retracted.</summary>
    public IReadOnlyList<Signal> Retracted { get; init; } = [];

    /// <summary>Incidents in their latest version, also those that only the replaced blocks had changed.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];
}
