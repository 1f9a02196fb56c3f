namespace Cordon.Faults.Tests.Kit;

/// <summary>What an ended process has left behind on its disk and on the chain.</summary>
internal enum KillWindow
{
    NothingKept,

    /// <summary>The decision without the transaction that carries it out.</summary>
    DecisionAlone,

    /// <summary>The transaction without the decision that it carries out.</summary>
    TransactionAlone,

    KeptNotBroadcast,
    BroadcastNotMined,
    Mined,

    /// <summary>The database has what only the log beside it was to have yet: the moment was missed.</summary>
    NotAhead,

    /// <summary>The chain's node has what the disk knows nothing of.</summary>
    BroadcastNotKept,
}
