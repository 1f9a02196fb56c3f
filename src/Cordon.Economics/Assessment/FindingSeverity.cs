namespace Cordon.Economics.Assessment;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>It holds with a margin.</summary>
    Safe,

    /// <summary>It holds, but barely, or could not be decided.</summary>
    Watch,

    /// <summary>An attack pays, or a duty cannot be met.</summary>
    Unsafe,
}
