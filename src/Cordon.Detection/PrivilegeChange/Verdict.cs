namespace Cordon.Detection.PrivilegeChange;

/// <summary>What a change of privileges looks like.</summary>
internal enum Verdict
{
    Routine,

    /// <summary>The sender has the power now, and nobody who had it gave it.</summary>
    Seized,

    /// <summary>Seized, and the sender's side left with value that it gave nothing for.</summary>
    Exploited,

    /// <summary>The power changed hands and the contract paid the sender's side in the same transaction.</summary>
    Drained,
}
