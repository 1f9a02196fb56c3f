using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Domain.Incidents;

/// <summary>What one signal contributes to an incident.</summary>
/// <param name="Signal">Id of the signal.</param>
/// <param name="Block">Its block.</param>
/// <param name="Tx">Its transaction, null for a statement about a block.</param>
/// <param name="Detector">Who said it.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Confidence">How sure, 0 to 1.</param>
/// <param name="LogOdds">What it adds to the belief (natural logarithm),
/// after the discount for related evidence.</param>
/// <param name="Text">The contribution in words, discount included.</param>
public sealed record IncidentReason(
    string Signal, ulong Block, Hash256? Tx, string Detector, Severity Severity, double Confidence, double LogOdds,
    string Text);
