namespace Cordon.Detection.Flows;

/// <summary>What an account did in a transaction.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Sent the transaction.</summary>
    Sender = 1,

    /// <summary>The contract the sender called or created.</summary>
    Callee = 2,

    /// <summary>Created within the transaction by the initiator's side.</summary>
    Created = 4,

    /// <summary>Runs no code here and was paid by the initiator's side alone.</summary>
    Payee = 8,

    /// <summary>Was called with data, so it has code and a say in what happened.</summary>
    Called = 16,

    /// <summary>Called others.</summary>
    Caller = 32,

    /// <summary>One who acts for whoever sent the transaction.</summary>
    Initiator = Sender | Callee | Created | Payee,
}
