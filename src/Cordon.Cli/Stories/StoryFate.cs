namespace Cordon.Cli.Stories;

/// <summary>What became of a frame.</summary>
internal enum StoryFate
{
    TookEffect,

    /// <summary>It failed itself.</summary>
    Failed,

    /// <summary>It succeeded, but a frame above it failed and undid it.</summary>
    Undone,
}
