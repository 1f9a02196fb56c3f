using System.Collections.Immutable;
using Cordon.Engine.Correlation;

namespace Cordon.Engine.Reorgs;

/// <summary>Everything the engine remembers of one chain after a block.
/// A value: keeping it is going back to it.</summary>
/// <param name="Histories">One state a history detector, in the order of the detector set.</param>
/// <param name="Incidents">The incidents that can still grow.</param>
/// <param name="Announced">What the source has been said to lack: <see cref="Domain.Blocks.BlindReport.Missing"/>.
/// </param>
public sealed record EngineState(
    ImmutableArray<object> Histories, IncidentBook Incidents, ImmutableSortedSet<string> Announced)
{
    /// <summary>That of a chain of which nothing has been seen.</summary>
    public static EngineState Begin(IEnumerable<object> histories) =>
        new([.. histories], IncidentBook.Empty, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));
}
