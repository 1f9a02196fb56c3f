using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;

namespace Cordon.Engine.Reorgs;

/// <summary>A remembered block: what it said and the state after it.</summary>
internal readonly record struct TimelineEntry(
    BlockLink Link, EngineState State, ImmutableArray<Signal> Signals, ImmutableArray<Incident> Incidents);
