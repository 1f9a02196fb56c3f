using System.Collections.Immutable;
using Cordon.Domain.Incidents;

namespace Cordon.Engine.Correlation;

/// <summary>The incidents of one chain that can still grow, oldest first. A value.</summary>
public sealed record IncidentBook(ImmutableList<Incident> Active)
{
    public static IncidentBook Empty { get; } = new([]);

    /// <summary>Returns an incident by id, null where it is not (or no longer) active.</summary>
    public Incident? Find(string id) => Active.Find(incident => incident.Id == id);
}
