using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Pool;

namespace Cordon.Response.Attestations;

/// <summary>Something that happened in an exchange, for the operator and for the node that composes it.</summary>
public abstract record ExchangeEvent
{
    private ExchangeEvent()
    {
    }

    /// <summary>An attestation is new here, verified, and its signer has weight.</summary>
    /// <param name="From">The key of the peer it came from; null for our own.</param>
    public sealed record Counted(Attestation Attestation, Address? From, IncidentStanding Standing) : ExchangeEvent;

    /// <summary>This node holds attack verdicts of two thirds of the stake on duty. Once an incident.</summary>
    public sealed record QuorumHeld(IncidentStanding Standing) : ExchangeEvent;

    /// <summary>The chain has counted a quorum. Once an incident, and again after a restart.</summary>
    public sealed record QuorumOnChain(IncidentStanding Standing) : ExchangeEvent;

    /// <summary>Attestations were given to the sender.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Submitted(Hash256 Incident, Verdict Verdict, int Count, string RequestKey) : ExchangeEvent;

    /// <summary>An owner's approval of what its Safe is to say was given to the sender.</summary>
    public sealed record Approved(Hash256 Incident, Verdict Verdict, string RequestKey) : ExchangeEvent;

    /// <summary>Attestations or a proof could not be submitted; it is tried again while it makes sense.</summary>
    public sealed record SubmissionFailed(Hash256 Incident, string Reason) : ExchangeEvent;

    /// <summary>A guardian's contract does not stand by what it signed any more, as where a Safe's owners have changed:
    /// the attestation was left out.</summary>
    public sealed record Lapsed(Attestation Attestation) : ExchangeEvent;

    /// <summary>A guardian signed both verdicts of one incident.</summary>
    public sealed record Equivocated(Equivocation Proof) : ExchangeEvent;

    /// <summary>Our own guardian's key signed another verdict than this node decided: somebody else has the key, or it
    /// runs on two machines.</summary>
    public sealed record OwnKeyMisused(Attestation Attestation) : ExchangeEvent;

    /// <summary>A peer did what no honest node does.</summary>
    /// <param name="Key">The peer's guardian key, which authenticated the message.</param>
    public sealed record PeerMisbehaved(Address Key, PeerFault Fault, string Text) : ExchangeEvent;

    /// <summary>A neighbour cannot be reached, and another takes its place.</summary>
    public sealed record PeerUnreachable(Address Key, string Reason) : ExchangeEvent;

    /// <summary>A peer refuses what we send.</summary>
    /// <param name="Reason">Its own word. Of many peers 'ClockSkew' means that our clock is wrong.</param>
    public sealed record PeerRefuses(Address Key, string Reason) : ExchangeEvent;

    /// <summary>The chain, the journal or the guardian's key cannot be used at the moment.</summary>
    public sealed record Hindered(string Reason) : ExchangeEvent;
}
