namespace Cordon.Engine.Sources;

/// <summary>How blocks lie in a file.</summary>
internal enum RecordingLayout
{
    /// <summary>One block, over as many lines as it likes.</summary>
    Whole,

    /// <summary>One block a line.</summary>
    Lines,

    /// <summary>Lines if the first line is an object of its own, else the whole.</summary>
    Detect,
}
