using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>A process that ends at a chosen moment of a decision, or a disk that fails for a while.</summary>
internal sealed class DyingJournal(IAttestationJournal journal) : IAttestationJournal
{
    public bool DiesBeforeDeciding { get; init; }

    public bool DiesAfterDeciding { get; init; }

    /// <summary>How many of the next writings fail.</summary>
    public int WritesThatFail { get; set; }

    /// <summary>How many of the next readings fail.</summary>
    public int ReadsThatFail { get; set; }

    public Verdict Decide(Hash256 incident, Verdict verdict)
    {
        if (DiesBeforeDeciding) throw new StoreException("gone");
        Verdict stands = journal.Decide(incident, verdict);
        return DiesAfterDeciding ? throw new StoreException("gone") : stands;
    }

    public Verdict? FindDecision(Hash256 incident) => journal.FindDecision(incident);

    public void Keep(IReadOnlyCollection<Attestation> attestations)
    {
        if (WritesThatFail-- > 0) throw new StoreException("cannot be written");
        journal.Keep(attestations);
    }

    public IReadOnlyList<Attestation> Read(Hash256 incident) =>
        ReadsThatFail-- > 0 ? throw new StoreException("cannot be read") : journal.Read(incident);

    public void Forget(Hash256 incident) => journal.Forget(incident);

    public void Dispose()
    {
        // The journal behind it is the node's.
    }
}
