namespace Cordon.Domain.Signals;

public enum Severity : byte
{
    Info,
    Low,
    Medium,
    High,

    /// <summary>A loss shown in the facts.</summary>
    Critical,
}
