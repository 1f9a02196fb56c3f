namespace Cordon.Domain.Sending;

/// <summary>How far a request has come.</summary>
public enum SendState
{
    /// <summary>Signed and kept; it may have been broadcast, and is until it is mined.</summary>
    Pending,

    /// <summary>In a block that may still be reorganised away.</summary>
    Mined,

    /// <summary>In a block deep enough; nothing more happens.</summary>
    Final,

    /// <summary>It will not be mined: expired and cancelled. Nothing more happens.</summary>
    Abandoned,

    /// <summary>It will not be mined: what it was for no longer stands, so it was taken back and its nonce used up.
    /// Nothing more happens, unless the same is asked for again.</summary>
    Withdrawn,
}
