namespace Cordon.Response.Attestations.Gossip;

/// <summary>What came back from a peer.</summary>
/// <param name="Status">The HTTP status; null where there was no answer.</param>
/// <param name="Body">At most as long as the wire format allows.</param>
/// <param name="Problem">Why there was none, in words.</param>
internal sealed record PeerAnswer(int? Status, ReadOnlyMemory<byte> Body, string? Problem)
{
    /// <summary>What the peer finds wrong, if it names one of the faults we know.</summary>
    public string? Fault { get; init; }

    public bool IsAccepted => Status == 200;
}
