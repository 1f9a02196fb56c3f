namespace Cordon.Engine.Correlation;

/// <summary>Detectors that look at the same trait of an attack: what they say together is not independent.</summary>
internal enum EvidenceFamily
{
    /// <summary>Detectors this build has no word about; each is a family of its own.</summary>
    Other,
    Trade,
    Price,
    Loss,
    ControlFlow,
    Authority,
    Users,
    Blind,
}
