namespace Cordon.Domain.Policies;

/// <summary>What can be done about an incident, from the mildest to the gravest.</summary>
public enum ResponseAction
{
    /// <summary>Tell people.</summary>
    Notify,

    /// <summary>Sign a verdict, which counts towards a quorum.</summary>
    Attest,

    /// <summary>Slow a protocol's outflow down.</summary>
    Throttle,

    /// <summary>Keep one address from a protocol.</summary>
    Quarantine,

    /// <summary>Stop a protocol's outflow.</summary>
    Pause,
}
