namespace Cordon.Response.Sending;

/// <summary>What a node says to a broadcast.</summary>
internal enum BroadcastOutcome
{
    /// <summary>It has taken the transaction, or has it already.</summary>
    Accepted,

    /// <summary>The chain has passed the nonce.</summary>
    NonceTooLow,

    /// <summary>It has another transaction of that nonce, and asks for more to replace it; or asks for more at all.
    /// </summary>
    Underpriced,

    /// <summary>The account cannot pay for it.</summary>
    TooPoor,

    /// <summary>It does not want the transaction for another reason.</summary>
    Refused,

    /// <summary>It cannot be reached.</summary>
    Unreachable,
}
