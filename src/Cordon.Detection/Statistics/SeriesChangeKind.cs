namespace Cordon.Detection.Statistics;

internal enum SeriesChangeKind : byte
{
    /// <summary>The series was not there before.</summary>
    Begun,

    /// <summary>Window and total were set.</summary>
    Set,

    /// <summary>A closed window's total joined the past.</summary>
    Pushed,

    /// <summary>The oldest total left the past.</summary>
    Popped,
}
