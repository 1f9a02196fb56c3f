using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Domain.Ports;

/// <summary>One block as it is kept: what it said and what the engine remembered after it.</summary>
public sealed record StoredBlock
{
    public required ulong Chain { get; init; }

    public required ulong Number { get; init; }

    /// <summary>Zero where the recording does not say.</summary>
    public required Hash256 Hash { get; init; }

    /// <summary>Zero where the recording does not say.</summary>
    public required Hash256 ParentHash { get; init; }

    public ImmutableArray<Signal> Signals { get; init; } = [];

    /// <summary>Incidents that the block opened or changed, as they were after it.</summary>
    public ImmutableArray<Incident> Incidents { get; init; } = [];

    /// <summary>Whether the state after the block was kept: a scan of recordings keeps only that of some.</summary>
    public bool IsStateKnown { get; init; } = true;

    /// <summary>Saved states by the name of the detector (or <c>incidents</c>);
    /// only those that the block changed.</summary>
    public ImmutableDictionary<string, ReadOnlyMemory<byte>> States { get; init; } =
        ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;
}
