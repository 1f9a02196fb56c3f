using System.Collections.Immutable;

namespace Cordon.Economics.Assessment;

/// <summary>One answer of the report, in plain words.</summary>
/// <param name="Severity">Safe, watch or unsafe.</param>
/// <param name="View">Which of the five views it comes from.</param>
/// <param name="Subject">The protocol, network or body it is about.</param>
/// <param name="Statement">What holds or does not, and by how much.</param>
/// <param name="Fixes">What would help, the cheapest first; empty where nothing has to be done.</param>
public sealed record Finding(
    FindingSeverity Severity, string View, string Subject, string Statement, ImmutableArray<Fix> Fixes);
