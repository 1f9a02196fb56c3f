namespace Cordon.Engine.Reorgs;

/// <summary>What a source promises about the order of its blocks.</summary>
public enum Continuity
{
    /// <summary>Every block follows the one before it or begins a reorganisation: a node's chain.</summary>
    Chain,

    /// <summary>Ascending with gaps; partial blocks, which have no hash, in any order:
    /// a folder of recordings.</summary>
    Recording,
}
