namespace Cordon.Domain.Policies;

/// <summary>What a policy says to an action.</summary>
public enum Permission
{
    /// <summary>It is not done.</summary>
    Withheld,

    /// <summary>It would be done, were the policy not a dry run.</summary>
    DryRun,

    /// <summary>It is done when a human confirms it.</summary>
    NeedsHuman,

    /// <summary>It is done now.</summary>
    Granted,
}
