using System.Net;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Gossip;

/// <summary>Lets messages of registered guardians in: authentic, of now, each once, not too many. Safe for concurrent
/// use.</summary>
/// <remarks>What costs nothing is checked first; a signature is checked only where everything else is right. Memory is
/// bounded by the roster, and by <see cref="StrangersMax"/> addresses.</remarks>
internal sealed class PeerGate(WireDomain domain, Address ownKey, ExchangeOptions options, TimeProvider time)
{
    private const int StrangersMax = 1_024;
    private const int FailuresPerSecond = 20;
    private const int FailuresBurst = 100;
    private const int RefusalsMax = 3;

    private readonly Lock _use = new();
    private readonly Dictionary<Address, Peer> _peers = [];
    private readonly Dictionary<IPAddress, TokenBucket> _strangers = [];
    private readonly TokenBucket _rest = new(FailuresBurst, FailuresPerSecond, time);
    private Roster _roster = Roster.Empty;

    /// <summary>Takes the members of the latest look; what was known of others is forgotten.</summary>
    public void Look(Roster roster)
    {
        lock (_use)
        {
            _roster = roster;
            foreach (Address key in _peers.Keys.Where(key => roster.ByKey(key) is null).ToArray()) _peers.Remove(key);
        }
    }

    /// <summary>Judges the head of a message, before its body is read.</summary>
    public PeerFault Open(MessageHead head, IPAddress from)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_use)
        {
            if (_roster.ByKey(head.Session.Guardian) is null || head.Session.Guardian == ownKey)
                return PeerFault.Unauthenticated;
            if (!Failures(from).HasToken) return PeerFault.Flood;
            Peer peer = PeerOf(head.Session.Guardian);
            if (now < peer.MutedUntil) return PeerFault.Muted;
            // One a second goes on to be authenticated: nobody can be blamed for a flood in its name.
            if (!peer.Bucket.HasToken && !peer.Proofs.TryTake()) return PeerFault.Flood;
        }

        long skewMs = (long)options.ClockSkewMax.TotalMilliseconds;
        long nowMs = now.ToUnixTimeMilliseconds();
        if (head.TimeMs > long.MaxValue || Math.Abs((long)head.TimeMs - nowMs) > skewMs) return PeerFault.ClockSkew;
        long untilMs = (long)Math.Min(head.Session.Until, uint.MaxValue) * 1_000;
        bool isCurrent = untilMs > nowMs - skewMs
            && untilMs < nowMs + skewMs + (long)Session.LengthMax.TotalMilliseconds;
        return isCurrent ? PeerFault.None : PeerFault.Unauthenticated;
    }

    /// <summary>Judges a whole message, and counts it.</summary>
    public PeerFault Check(MessageHead head, string method, string path, ReadOnlySpan<byte> body, IPAddress from)
    {
        bool isKnownSession;
        lock (_use)
        {
            Peer peer = PeerOf(head.Session.Guardian);
            if (head.TimeMs <= peer.LastTimeMs) return PeerFault.Replay;
            isKnownSession = peer.Session == head.Session;
        }

        bool isAuthentic = (isKnownSession || IsSigned(head.Session))
            && head.Signature.Recover(domain.MessageDigest(ownKey, head.TimeMs, method, path, body))
                == head.Session.Node;
        lock (_use)
        {
            if (!isAuthentic)
            {
                Failures(from).TryTake();
                return PeerFault.Unauthenticated;
            }

            Peer peer = PeerOf(head.Session.Guardian);
            if (head.TimeMs <= peer.LastTimeMs) return PeerFault.Replay;
            (peer.LastTimeMs, peer.Session) = (head.TimeMs, head.Session);
            return Count(peer);
        }
    }

    /// <summary>Stops listening to a peer for a while.</summary>
    public void Mute(Address key)
    {
        lock (_use) PeerOf(key).MutedUntil = time.GetUtcNow() + options.MuteFor;
    }

    /// <summary>Counts a failure against the address of somebody who was not authenticated.</summary>
    /// <returns>False where there were too many.</returns>
    public bool TryFail(IPAddress from)
    {
        lock (_use) return Failures(from).TryTake();
    }

    private bool IsSigned(Session session) =>
        session.Signature.Recover(domain.SessionDigest(session.Node, session.Until)) == session.Guardian;

    // Now and then a burst is cut off; a peer that never leaves the bucket time to fill is flooding.
    private PeerFault Count(Peer peer)
    {
        if (peer.Bucket.IsFull) peer.Refusals = 0;
        if (peer.Bucket.TryTake()) return PeerFault.None;
        if (++peer.Refusals >= RefusalsMax)
        {
            peer.Refusals = 0;
            peer.MutedUntil = time.GetUtcNow() + options.MuteFor;
        }

        return PeerFault.Flood;
    }

    private Peer PeerOf(Address key)
    {
        if (!_peers.TryGetValue(key, out Peer? peer))
        {
            peer = new Peer(
                new TokenBucket(options.MessagesBurst, options.MessagesPerSecond, time), new TokenBucket(1, 1, time));
            _peers[key] = peer;
        }

        return peer;
    }

    private TokenBucket Failures(IPAddress from)
    {
        if (_strangers.TryGetValue(from, out TokenBucket? bucket)) return bucket;
        if (_strangers.Count >= StrangersMax)
        {
            foreach (IPAddress idle in _strangers.Where(pair => pair.Value.IsFull).Select(pair => pair.Key).ToArray())
                _strangers.Remove(idle);
            if (_strangers.Count >= StrangersMax) return _rest; // then all strangers share one
        }

        return _strangers[from] = new TokenBucket(FailuresBurst, FailuresPerSecond, time);
    }

    private sealed class Peer(TokenBucket bucket, TokenBucket proofs)
    {
        public TokenBucket Bucket { get; } = bucket;

        public TokenBucket Proofs { get; } = proofs;

        public Session? Session { get; set; }

        public ulong LastTimeMs { get; set; }

        public DateTimeOffset MutedUntil { get; set; }

        public int Refusals { get; set; }
    }
}
