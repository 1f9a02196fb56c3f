namespace Cordon.Arena.Guards;

/// <summary>The steps of a guard, from seeing to stopping.</summary>
public enum GuardEventKind
{
    /// <summary>A transaction or block came to its notice.</summary>
    Noticed,

    /// <summary>It knows that this is a threat: a detector or an invariant spoke.</summary>
    Judged,

    /// <summary>An incident was opened, or believed more.</summary>
    Incident,

    /// <summary>Its policy said what to do.</summary>
    Decided,

    /// <summary>Its transaction left for the node.</summary>
    Sent,

    /// <summary>Its transaction is in a block.</summary>
    Mined,

    /// <summary>Its verdict about what was raised is signed and with the others.</summary>
    Attested,

    /// <summary>Two thirds of the stake on duty say the same, as a node holds it or the chain has it.</summary>
    Quorum,

    /// <summary>Something else worth telling, as that it is blind.</summary>
    Remark,
}
