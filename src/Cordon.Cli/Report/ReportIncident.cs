using System.Collections.Immutable;
using Cordon.Cli.Stories;
using Cordon.Domain.Incidents;

namespace Cordon.Cli.Report;

/// <summary>An incident with the stories of its first transactions.</summary>
/// <param name="Incident">The latest version.</param>
/// <param name="Stories">In block order; fewer than its transactions where those are many.</param>
internal sealed record ReportIncident(Incident Incident, ImmutableArray<TransactionStory> Stories);
