using Cordon.Node.Events;
using Cordon.Response.Attestations;

namespace Cordon.Node.Registry;

/// <summary>What happens in an exchange, as a node's events.</summary>
internal static class CommunityNews
{
    public static void Tell(ExchangeEvent happened, ulong chain, EventPump events)
    {
        (string Kind, string Text)? said = happened switch
        {
            ExchangeEvent.QuorumHeld e => ("quorum-held", $"{e.Standing.Incident}"),
            ExchangeEvent.QuorumOnChain e => ("quorum-on-chain", $"{e.Standing.Incident}"),
            ExchangeEvent.Submitted e => ("submitted", $"{e.Count} attestations of {e.Incident}"),
            ExchangeEvent.Approved e => ("approved", $"{e.Verdict} about {e.Incident}, for the Safe"),
            ExchangeEvent.SubmissionFailed e => ("submission-failed", $"{e.Incident}: {e.Reason}"),
            ExchangeEvent.Equivocated e => ("equivocation", $"{e.Proof}"),
            ExchangeEvent.Lapsed e => ("lapsed", $"{e.Attestation.Signer} about {e.Attestation.Incident}"),
            ExchangeEvent.OwnKeyMisused e => ("own-key-misused", $"{e.Attestation}"),
            ExchangeEvent.PeerMisbehaved e => ("peer-misbehaved", $"{e.Key}: {e.Text}"),
            ExchangeEvent.PeerUnreachable e => ("peer-unreachable", $"{e.Key}: {e.Reason}"),
            ExchangeEvent.PeerRefuses e => ("peer-refuses", $"{e.Key}: {e.Reason}"),
            ExchangeEvent.Hindered e => ("hindered", e.Reason),
            _ => null, // a single attestation: the quorums tell
        };
        if (said is { } news) events.Tell(new NodeEvent.Community(chain, events.Now, news.Kind, news.Text));
    }
}
