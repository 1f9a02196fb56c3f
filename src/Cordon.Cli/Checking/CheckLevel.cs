namespace Cordon.Cli.Checking;

/// <summary>What a check came to.</summary>
internal enum CheckLevel
{
    Fine,

    /// <summary>It works, but less than the file may let one expect.</summary>
    Doubtful,

    /// <summary>It is not as the file says.</summary>
    Wrong,

    /// <summary>A node could not be asked.</summary>
    Unreachable,
}
