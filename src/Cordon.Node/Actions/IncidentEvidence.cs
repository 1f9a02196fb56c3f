using System.Collections.Immutable;
using System.Globalization;
using Cordon.Domain.Incidents;
using Cordon.Ethereum;

namespace Cordon.Node.Actions;

/// <summary>What a guardian commits to when it raises an incident on chain: the hash of the evidence in a canonical
/// form.</summary>
/// <remarks>
/// It names the chain, the protocol and one attacking transaction (or, where none is known, what the incident began
/// with), and nothing that differs between honest nodes: so each can check another's, and the same attack has the same
/// evidence whoever raises it.
/// </remarks>
public static class IncidentEvidence
{
    /// <summary>The evidence of an incident: of the first of its transactions.</summary>
    public static Hash256 Of(Incident incident, Address enrolled)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.Transactions.IsEmpty
            ? Keccak256.HashUtf8(Text(incident.Chain, enrolled, incident.Root))
            : OfTransaction(incident.Chain, enrolled, incident.Transactions[0]);
    }

    /// <summary>Every evidence that would be about this incident, whichever of its transactions another guardian saw
    /// first.</summary>
    public static ImmutableArray<Hash256> AllOf(Incident incident, Address enrolled)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return
        [
            .. incident.Transactions.Select(tx => OfTransaction(incident.Chain, enrolled, tx)),
            Keccak256.HashUtf8(Text(incident.Chain, enrolled, incident.Root)),
        ];
    }

    private static Hash256 OfTransaction(ulong chain, Address enrolled, Hash256 transaction) =>
        Keccak256.HashUtf8(Text(chain, enrolled, $"tx {transaction}"));

    private static string Text(ulong chain, Address enrolled, string root) =>
        string.Create(CultureInfo.InvariantCulture, $"cordon incident 1\nchain {chain}\nprotocol {enrolled}\n{root}");
}
