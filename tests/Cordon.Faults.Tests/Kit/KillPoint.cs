namespace Cordon.Faults.Tests.Kit;

/// <summary>Where in its answer to an attack a node's process is ended.</summary>
internal enum KillPoint
{
    /// <summary>It has asked the chain's node what the attack would do, and has no answer.</summary>
    Asking,

    /// <summary>Everything is kept; the first byte of the broadcast is on its way to the chain's node, which never gets
    /// it.</summary>
    Broadcasting,

    /// <summary>It has sent while another program held its database: the log beside that alone has what.</summary>
    Ahead,

    /// <summary>The chain's node has the transaction, and the answer to that does not come.</summary>
    Unanswered,

    /// <summary>It has said that it sent, and no block has come.</summary>
    Waiting,

    /// <summary>The transaction is in a block, and the receipt is asked for.</summary>
    Settling,

    /// <summary>It has asked the chain's node for anything, a number of times since the attack.</summary>
    AnyRequest,
}
