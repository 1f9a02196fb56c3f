namespace Cordon.Domain.Blocks;

/// <summary>What is known about a frame's outcome.</summary>
[Flags]
public enum CallFlags : byte
{
    None = 0,

    /// <summary>The frame itself failed.</summary>
    Failed = 1,

    /// <summary>The frame or one above it failed: nothing it did took effect.</summary>
    Reverted = 2,

    /// <summary>The source gave no value; calls that carry none are written so.</summary>
    NoValue = 4,

    /// <summary>The source gave no output, which is not the same as an empty one.</summary>
    NoOutput = 8,
}
