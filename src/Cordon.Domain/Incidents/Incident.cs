using System.Collections.Immutable;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Domain.Incidents;

/// <summary>Correlated signals about one threat. A value: every change is a new version with the same id.</summary>
public sealed record Incident
{
    /// <summary>The most reasons, transactions and addresses that are listed;
    /// <see cref="SignalCount"/> counts on.</summary>
    public const int ListedMax = 64;

    /// <summary>The same in every run over the same chain: from chain, first block and root, never from time.</summary>
    public required string Id { get; init; }

    public required ulong Chain { get; init; }

    /// <summary>What it began with: <c>tx 0x…</c>, or the detector and subject of a statement about a block.</summary>
    public required string Root { get; init; }

    /// <summary>Name of the configured protocol that it concerns, null for a stranger.</summary>
    public string? Protocol { get; init; }

    /// <summary>One sentence: what the gravest, then surest, signal says.</summary>
    public required string Summary { get; init; }

    /// <summary>The gravest of its signals.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The belief that it is a real attack, as natural log-odds.</summary>
    public required double LogOdds { get; init; }

    /// <summary>The log-odds before any evidence.</summary>
    public required double PriorLogOdds { get; init; }

    /// <summary>Harmed contracts, those of the gravest signal first.</summary>
    public ImmutableArray<Address> Victims { get; init; } = [];

    public ImmutableArray<Address> Attackers { get; init; } = [];

    /// <summary>Everything the signals are about, victims and attackers included.</summary>
    public ImmutableArray<Address> Subjects { get; init; } = [];

    public ImmutableArray<Hash256> Transactions { get; init; } = [];

    /// <summary>One a signal, the weightiest first.</summary>
    public ImmutableArray<IncidentReason> Reasons { get; init; } = [];

    /// <summary>All its signals, also those too many to list.</summary>
    public int SignalCount { get; init; }

    public required ulong FirstBlock { get; init; }

    public required ulong LastBlock { get; init; }

    public IncidentState State { get; init; }

    /// <summary>Id of the incident that took it over, null unless <see cref="IncidentState.Merged"/>.</summary>
    public string? MergedInto { get; init; }

    public required IncidentClocks Clocks { get; init; }

    /// <summary>The belief that it is a real attack, 0 to 1.</summary>
    public double Belief => 1 / (1 + Math.Exp(-LogOdds));
}
