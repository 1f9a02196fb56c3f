namespace Cordon.Detection.PriceManipulation;

/// <summary>How a price was bent.</summary>
public enum ManipulationShape
{
    None,

    /// <summary>A pool was moved one way and back while the initiator gained.</summary>
    RoundTrip,

    /// <summary>A pool's reserves were set anew after tokens left it, or came to it, without a trade.</summary>
    ForcedReserves,

    /// <summary>Another contract read a pool that the initiator had moved, and paid out on the answer.</summary>
    ReadWhileMoved,
}
