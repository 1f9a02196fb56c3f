namespace Cordon.Response.Attestations;

/// <summary>What is wrong with a message of a peer, or with the peer.</summary>
public enum PeerFault
{
    None,

    /// <summary>A header or the body is not as the wire format says.</summary>
    Malformed,

    /// <summary>The body is longer than allowed.</summary>
    TooLarge,

    /// <summary>It is not from a registered guardian, or not for this one.</summary>
    Unauthenticated,

    /// <summary>Its time is too far from ours: one of the two clocks is wrong.</summary>
    ClockSkew,

    /// <summary>A message of that time or a later one was received before.</summary>
    Replay,

    /// <summary>The peer sends more than it may.</summary>
    Flood,

    /// <summary>The peer passed on an attestation that its signer did not sign.</summary>
    Lie,

    /// <summary>The peer is not listened to, for what it did before.</summary>
    Muted,
}
