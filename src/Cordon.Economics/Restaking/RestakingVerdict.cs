namespace Cordon.Economics.Restaking;

/// <summary>What is known about a restaking graph.</summary>
public enum RestakingVerdict
{
    /// <summary>Neither an attack was found nor their absence proved within the limits: see the bounds.</summary>
    Undecided,

    /// <summary>No coalition profits, proved.</summary>
    Secure,

    /// <summary>A profitable coalition is known and named.</summary>
    AttackFound,
}
