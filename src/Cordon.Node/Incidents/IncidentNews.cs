using Cordon.Domain.Incidents;

namespace Cordon.Node.Incidents;

/// <summary>An incident in its latest version, and whether nothing was known of it before.</summary>
/// <param name="IsBack">Whether it was retracted, and stands again.</param>
internal readonly record struct IncidentNews(Incident Incident, bool IsNew, bool IsBack = false);
