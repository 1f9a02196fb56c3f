using Cordon.Domain.Attestations;
using Cordon.Ethereum;

namespace Cordon.Domain.Ports;

/// <summary>Remembers what this guardian and its peers said about the incidents of one registry, across any crash.
/// Every method throws <see cref="StoreException"/> and may be called by several threads at once.</summary>
public interface IAttestationJournal : IDisposable
{
    /// <summary>Decides once and for all what this guardian says about an incident: the first verdict stands, whoever
    /// asks later. What it returned from is there after a power failure.</summary>
    /// <returns>The verdict that stands, which may be another than the one given.</returns>
    Verdict Decide(Hash256 incident, Verdict verdict);

    /// <summary>What this guardian decided about an incident, null where nothing.</summary>
    Verdict? FindDecision(Hash256 incident);

    /// <summary>Keeps attestations of anybody. Those of the last moments may be lost in a power failure: peers and the
    /// chain have them too.</summary>
    void Keep(IReadOnlyCollection<Attestation> attestations);

    /// <summary>What was kept about an incident, one a signer and verdict.</summary>
    IReadOnlyList<Attestation> Read(Hash256 incident);

    /// <summary>Drops the attestations of an incident; what this guardian decided stays for ever.</summary>
    void Forget(Hash256 incident);
}
