namespace Cordon.Bench.Pipeline;

/// <summary>How the blocks were gone through.</summary>
internal enum Way
{
    OneThread,
    TwoThreads,

    /// <summary>Two scans of one thread beside each other, which share nothing but the machine.</summary>
    Apart,

    /// <summary>Two threads that merely tokenise the same bytes with Utf8JsonReader.</summary>
    Tokens,
}

/// <summary>One scan, and what the machine was before and after it.</summary>
internal readonly record struct Turn(Way Way, CoreProbe Before, Measure Measure, CoreProbe After);
