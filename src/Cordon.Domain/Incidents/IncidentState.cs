namespace Cordon.Domain.Incidents;

/// <summary>Where an incident is in its life.</summary>
public enum IncidentState : byte
{
    /// <summary>Raised by signals, nobody has judged it yet.</summary>
    Open,

    /// <summary>Judged to be real.</summary>
    Confirmed,

    /// <summary>Judged to be a false alarm.</summary>
    Dismissed,

    /// <summary>Real, and over.</summary>
    Resolved,

    /// <summary>Found to be part of an earlier incident, which holds its evidence from then on.</summary>
    Merged,

    /// <summary>Withdrawn because its blocks were reorganised away.</summary>
    Retracted,
}
